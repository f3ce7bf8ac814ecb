# syntax=docker/dockerfile:1
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements-uv.txt requirements.txt ./
RUN python -m venv /uv \
    && /uv/bin/pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
    && python -m venv --without-pip /opt/huismeester \
    && /uv/bin/uv pip sync --no-cache --compile-bytecode --python /opt/huismeester/bin/python --require-hashes requirements.txt

FROM node:22-slim AS web
WORKDIR /build
COPY web/package.json web/package-lock.json ./
RUN npm ci --omit=dev
COPY web ./
RUN npm run build

FROM python:3.11-slim
# pg_dump, pg_restore and psql, for backup and restore.
RUN apt-get update --quiet \
    && apt-get install --quiet --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/huismeester/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/srv/huismeester
RUN useradd --system --uid 10001 --home-dir /data --create-home huismeester \
    && install --directory --owner huismeester /files
COPY --from=build /opt/huismeester /opt/huismeester
COPY . /srv/huismeester
COPY --from=web /build/dist /srv/huismeester/web/dist
RUN printf '#!/opt/huismeester/bin/python\nfrom cli import main\n\nmain()\n' > /opt/huismeester/bin/huismeester \
    && chmod 755 /opt/huismeester/bin/huismeester
USER huismeester
WORKDIR /data
ENV HUISMEESTER_HOST=0.0.0.0 HUISMEESTER_DATABASE_URL=sqlite:///data/huismeester.sqlite3
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
ENTRYPOINT ["huismeester"]
CMD ["serve"]
