# The server alone: production mode, without the embedded PostgreSQL and the tests.
# It needs SECRET_KEY, DATABASE_URL and ALLOWED_HOSTS, and a proxy before it that ends
# TLS. Before the first start, and after each upgrade, run in the same image:
#   python manage.py migrate && python manage.py load_catalog
FROM python:3.13-slim AS build

WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements/base.txt

COPY manage.py pyproject.toml ./
COPY config config
COPY catalog catalog
COPY advisor advisor
COPY templates templates
COPY static static
# A key is needed to start Django at all; this one ends with the build stage.
RUN SECRET_KEY="$(/venv/bin/python -c 'import secrets; print(secrets.token_hex(32))')" \
    /venv/bin/python manage.py collectstatic --no-input

FROM python:3.13-slim

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    WEIGHBRIDGE_ENV=production \
    PORT=8000
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-m", "config.healthcheck"]
CMD ["python", "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
