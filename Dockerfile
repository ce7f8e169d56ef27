ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements/ requirements/
# Two environments: what builds (hatchling comes from the development lock) and what runs.
RUN python3 -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
 && /opt/build/bin/uv pip install --no-cache --python /opt/build/bin/python \
      --require-hashes -r requirements/dev.txt \
 && python3 -m venv --without-pip /opt/carnet \
 && /opt/build/bin/uv pip install --no-cache --compile-bytecode --python /opt/carnet/bin/python \
      --require-hashes -r requirements/prod.txt
COPY pyproject.toml README.md CHANGELOG.md LICENSE ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY storage/ storage/
COPY digests/ digests/
RUN /opt/build/bin/hatchling build -t wheel -d dist \
 && /opt/build/bin/uv pip install --no-cache --compile-bytecode --python /opt/carnet/bin/python \
      --no-deps dist/*.whl

FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 tzdata ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /carnet carnet
COPY --from=build /opt/carnet /opt/carnet
ENV PATH=/opt/carnet/bin:$PATH PYTHONUNBUFFERED=1 CARNET_HTTP_HOST=0.0.0.0
# The database and the photos: mount a volume here.
WORKDIR /carnet
RUN mkdir var && chown carnet:carnet var
VOLUME /carnet/var
USER carnet
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ.get('CARNET_HTTP_PORT', '8080') + '/health', timeout=4)"]
CMD ["carnet", "run"]
