-- A large catalog: what a number leaves over by division decides all that varies.

CREATE TEMPORARY TABLE large ON COMMIT DROP AS
SELECT DATE '2026-11-22' AS today, current_setting('large.models')::int AS models,
    current_setting('large.models')::int / 2 AS on_largest, 100 AS of_one,
    200 AS makers, 300 AS options, 1000 AS sources, 60 AS benchmarks;

INSERT INTO catalog_source (slug, title, publisher, kind, url, locator, retrieved_on,
    as_of, date_kind, license, note, origin, shipped_key)
SELECT 'large-source-' || lpad(n::text, 4, '0'), 'Price page ' || n, 'Publisher ' || n % 90,
    (ARRAY['vendor', 'aggregator', 'independent', 'press', 'community'])[1 + n % 5],
    'https://source-' || n || '.example/prices', '', today - n % 200, today - n % 200,
    'retrieved', '', '', 'editor', ''
FROM large, generate_series(1, sources) AS n ORDER BY n;

CREATE TEMPORARY TABLE a_source ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY slug) - 1 AS n, id, kind FROM catalog_source
WHERE slug LIKE 'large-source-%';

INSERT INTO catalog_provider (slug, name, roles, url, country, note, source_id, as_of,
    origin, shipped_key)
SELECT 'large-provider-' || lpad(n::text, 3, '0'), 'Provider ' || n,
    ARRAY[(ARRAY['maker', 'host', 'cloud'])[1 + n % 3]], 'https://provider-' || n || '.example',
    (ARRAY['US', 'CN', 'FR', 'DE', 'KR'])[1 + n % 5], '', a_source.id, today,
    'editor', ''
FROM large, generate_series(1, makers) AS n JOIN a_source USING (n) ORDER BY n;

CREATE TEMPORARY TABLE a_provider ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY slug) - 1 AS n, id FROM catalog_provider
WHERE slug LIKE 'large-provider-%';

-- Even numbers serve closed models, odd ones open models; number 1 is the largest.
INSERT INTO catalog_deploymentoption (slug, name, provider_id, kind, serves, location,
    staff_needed, vendor_duties, customer_duties, retains_prompts, retention_days, status,
    stands_for_kind, note, source_id, as_of, origin, shipped_key)
SELECT 'large-option-' || lpad(number::text, 3, '0'), 'Host ' || number, a_provider.id,
    CASE number % 2 WHEN 0 THEN 'closed_api' ELSE 'hosted_open' END,
    CASE number % 2 WHEN 0 THEN 'closed' ELSE 'open' END,
    CASE number % 3 WHEN 0 THEN 'any_vendor' ELSE 'vetted_vendor' END, 'none', '', '',
    (ARRAY[TRUE, FALSE, NULL])[1 + number % 3], CASE number % 3 WHEN 0 THEN 30 END, 'active', FALSE, '',
    a_source.id, today - number % 90, 'editor', ''
FROM large, generate_series(1, options) AS number
JOIN a_provider ON a_provider.n = number % 200 JOIN a_source ON a_source.n = number ORDER BY number;

CREATE TEMPORARY TABLE an_option ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY slug) AS n, id FROM catalog_deploymentoption
WHERE slug LIKE 'large-option-%';

INSERT INTO catalog_benchmark (slug, name, measures, unit, minimum, maximum,
    higher_is_better, status, note, source_id, as_of, origin, shipped_key)
SELECT 'large-benchmark-' || lpad(n::text, 2, '0'), 'Test ' || n, 'skill ' || n, 'percent',
    0, 100, TRUE, 'active', '', a_source.id, today, 'editor', ''
FROM large, generate_series(1, benchmarks) AS n JOIN a_source USING (n) ORDER BY n;

CREATE TEMPORARY TABLE a_benchmark ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY slug) - 1 AS n, id FROM catalog_benchmark
WHERE slug LIKE 'large-benchmark-%';

-- Every third model is closed.
INSERT INTO catalog_languagemodel (slug, name, family, maker_id, entry, weights, status,
    license_id, aliases, inputs, outputs, fine_tuning, named_by_articles, note, origin,
    shipped_key)
SELECT 'large-model-' || lpad(number::text, 5, '0'),
    word || ' ' || (ARRAY['7B', '14B', '32B', '70B', '120B', '400B'])[1 + number % 6] || ' '
        || (ARRAY['Instruct', 'Chat', 'Base', 'Reasoning', 'Coder'])[1 + number / 7 % 5]
        || ' ' || number,
    word, a_provider.id, 'model',
    CASE number % 3 WHEN 0 THEN 'closed' ELSE (ARRAY['open_weight', 'open_source'])[1 + number % 2] END,
    CASE WHEN number % 50 = 7 THEN 'retired' WHEN number % 40 = 9 THEN 'deprecated'
        WHEN number % 90 = 11 THEN 'unverified' ELSE 'active' END,
    license.id, ARRAY[lower(word) || '-' || number, 'alias-' || number],
    CASE number % 4 WHEN 0 THEN ARRAY['text', 'image'] ELSE ARRAY['text'] END, ARRAY['text'],
    '', FALSE, '', 'editor', ''
FROM large, generate_series(1, models) AS number
CROSS JOIN LATERAL (SELECT (ARRAY['Heron', 'Kestrel', 'Lynx', 'Orca', 'Sable', 'Tern', 'Wren',
    'Ibis', 'Marten', 'Osprey', 'Llama', 'Qwen', 'Gemma'])[1 + number % 13] AS word) AS named
JOIN a_provider ON a_provider.n = number * 31 % 200
JOIN catalog_license AS license ON license.slug = CASE number % 3
    WHEN 0 THEN 'anthropic-commercial'
    ELSE (ARRAY['apache-2.0', 'mit', 'llama-4-community', 'gemma-terms'])[1 + number % 4] END
ORDER BY number;

CREATE TEMPORARY TABLE a_model ON COMMIT DROP AS
SELECT n, id, n % 3 = 0 AS is_closed, row_number() OVER (PARTITION BY n % 3 = 0 ORDER BY n)
    AS among_its_kind, status
FROM (SELECT row_number() OVER (ORDER BY slug) AS n, id, status FROM catalog_languagemodel
    WHERE slug LIKE 'large-model-%') AS numbered;

-- Facts: ten of each open model, five of each closed one; a second source on the
-- context of every fifth.
INSERT INTO catalog_modelfact (model_id, field, value, number, unit, source_id, as_of,
    verification, status, note, origin, shipped_key)
SELECT a_model.id, field, value, CASE WHEN field LIKE '%date' OR field = 'first_seen'
    THEN NULL ELSE value::numeric END, '', a_source.id, today - (a_model.n + place)::int % 150,
    'looked_up', 'accepted', '', 'editor', ''
FROM large, a_model
CROSS JOIN LATERAL (VALUES
    (1, 'context_window', (2 ^ (13 + a_model.n % 8))::bigint::text, FALSE),
    (2, 'release_date', (today - 60 - (a_model.n * 7 % 900)::int)::text, FALSE),
    (3, 'first_seen', (today - 50 - (a_model.n * 7 % 900)::int)::text, FALSE),
    (4, 'max_output', '4096', FALSE),
    (5, 'max_input', '8192', FALSE),
    (6, 'params_total_b', (ARRAY['7', '14', '32', '70', '120', '400'])[1 + a_model.n % 6], TRUE),
    (7, 'params_active_b', '7', TRUE),
    (8, 'layers', '32', TRUE),
    (9, 'kv_heads', '8', TRUE),
    (10, 'attention_heads', '32', TRUE)
) AS fact(place, field, value, is_of_open)
JOIN a_source ON a_source.n = (a_model.n * 3 + place) % 1000
WHERE NOT (is_of_open AND is_closed)
ORDER BY a_model.n, place;

INSERT INTO catalog_modelfact (model_id, field, value, number, unit, source_id, as_of,
    verification, status, note, origin, shipped_key)
SELECT fact.model_id, field, (number * 2)::bigint::text, (number * 2)::bigint, '', a_source.id,
    today - 3, 'looked_up', CASE a_model.n % 2 WHEN 0 THEN 'accepted' ELSE 'disputed' END, '',
    'editor', ''
FROM large, catalog_modelfact AS fact JOIN a_model ON a_model.id = fact.model_id
JOIN a_source ON a_source.n = a_model.n * 7 % 1000
WHERE field = 'context_window' AND a_model.n % 5 = 0
ORDER BY a_model.n;

-- Offerings: half of all models on option 1, model 1 on a hundred options, and every
-- model on three or four of its kind.
INSERT INTO catalog_offering (model_id, option_id, provider_model_id, context_offered,
    status, note, origin, shipped_key)
SELECT a_model.id, an_option.id, 'large/' || a_model.n, 8192,
    CASE a_model.status WHEN 'retired' THEN 'retired' WHEN 'unverified' THEN 'retired'
        ELSE 'active' END, '', 'editor', ''
FROM large, a_model JOIN (
    SELECT n AS model_n, 1 AS option_n FROM large, a_model
    WHERE NOT is_closed AND among_its_kind <= on_largest AND n > 1
    UNION ALL
    SELECT 1, 1 + 2 * place FROM large, generate_series(0, of_one - 1) AS place
    UNION ALL
    SELECT n, CASE WHEN is_closed THEN 2 ELSE 3 END + 2 * ((n * 13 + round * 41) % 149)
    FROM a_model, generate_series(0, 3) AS round
    WHERE n > 1 AND (round < 3 OR n % 2 = 0)
) AS pair ON pair.model_n = a_model.n
JOIN an_option ON an_option.n = pair.option_n
ORDER BY a_model.n, an_option.n;

-- Five prices of each offering: three periods, a tier, and what a second source says.
INSERT INTO catalog_price (offering_id, input, output, cached_input, batch_discount,
    above_tokens, schedule, valid_from, valid_until, is_free, source_id, as_of, status,
    vouched_on, note, origin, shipped_key)
SELECT offering.id, round(asked * factor, 6), round(asked * factor * 4, 6),
    round(asked * factor / 10, 6), CASE offering.id % 4 WHEN 0 THEN 0.5 END, above_tokens,
    'always', starts,
    CASE offering.status WHEN 'retired' THEN LEAST(ends, today - 30) ELSE ends END,
    FALSE, a_source.id, today - age - (offering.id % 25)::int,
    CASE WHEN place = 5 AND offering.id % 3 = 0 THEN 'disputed' ELSE 'accepted' END, NULL, '',
    'editor', ''
FROM large, catalog_offering AS offering JOIN a_model ON a_model.id = offering.model_id
CROSS JOIN LATERAL (SELECT (0.05 * (1 + a_model.n % 90))::numeric
    * (1 + offering.option_id % 4) / 2 AS asked) AS level
CROSS JOIN LATERAL (VALUES
    (1, 1.6, 0, NULL::date, today - 400, 410, 0),
    (2, 1.3, 0, today - 400, today - 100, 120, 0),
    (3, 1.0, 0, today - 100, CASE offering.id % 20 WHEN 0 THEN today + 9 END, 5, 0),
    (4, 1.5, 4096, today - 100, NULL, 5, 0),
    (5, 1.05, 0, today - 90, NULL, 40, 17)
) AS row(place, factor, above_tokens, starts, ends, age, other_source)
JOIN a_source ON a_source.n = (offering.option_id * 3 + other_source) % 1000
ORDER BY offering.id, place;

-- Scores: one rating of each model, and nineteen tests.
INSERT INTO catalog_benchmarkscore (model_id, benchmark_id, value, settings, harness,
    reported_by, status, low, high, sample_size, source_id, as_of, note, origin, shipped_key)
SELECT a_model.id, benchmark.id, 1000 + a_model.n * 37 % 480, '', '', 'independent',
    'accepted', 995 + a_model.n * 37 % 480, 1005 + a_model.n * 37 % 480, 2000, a_source.id,
    today - (a_model.n % 60)::int, '', 'editor', ''
FROM large, a_model JOIN a_source ON a_source.n = a_model.n % 1000
JOIN catalog_benchmark AS benchmark ON benchmark.slug = 'arena-text'
ORDER BY a_model.n;

INSERT INTO catalog_benchmarkscore (model_id, benchmark_id, value, settings, harness,
    reported_by, status, sample_size, source_id, as_of, note, origin, shipped_key)
SELECT a_model.id, a_benchmark.id, (a_model.n * 17 + place * 29) % 1000 / 10.0, '', '',
    (ARRAY['independent', 'vendor', 'aggregator'])[1 + (a_model.n + place) % 3],
    CASE (a_model.n + place) % 30 WHEN 0 THEN 'disputed' ELSE 'accepted' END, NULL,
    a_source.id, today - (a_model.n % 90)::int, '', 'editor', ''
FROM large, a_model CROSS JOIN generate_series(1, 19) AS place
JOIN a_benchmark ON a_benchmark.n = (a_model.n * 7 + place * 3) % 60
JOIN a_source ON a_source.n = (a_model.n + place * 11) % 1000
ORDER BY a_model.n, place;
