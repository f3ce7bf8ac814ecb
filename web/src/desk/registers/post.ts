import { ask } from "../../api/http.ts";
import type * as Gql from "../../gql/staff.ts";
import { DELIVERIES } from "./operations.ts";
import { Pages } from "./pages.ts";

export type Delivery = Gql.RegisterDeliveriesQuery["deliveries"]["nodes"][number];

export type Standing = "all" | "FAILED" | "waiting" | "SENT";

const STATUSES: Record<Standing, readonly Gql.DeliveryStatus[] | null> = {
  all: null,
  FAILED: ["FAILED"],
  waiting: ["PENDING", "SENDING"],
  SENT: ["SENT"],
};

export const deliveries = new Pages<Delivery, { standing: Standing }>({ standing: "all" }, async ({ standing }, window) => {
  const statuses = STATUSES[standing];
  return (await ask(DELIVERIES, { statuses: statuses && [...statuses], ...window })).deliveries;
});

export const isUnderway = ({ status }: Delivery) => status === "PENDING" || status === "SENDING";
