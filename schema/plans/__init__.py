"""Operations, planned once and answered many times; what no plan covers, graphql-core executes."""
