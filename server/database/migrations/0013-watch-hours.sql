-- When somebody at the clinic looks at what clients send: days of the week from 1 (Monday) to 7 with from and to, by the clock
-- of the clinic. Every client is shown it, as she is the opening hours. Null: the clinic has not said.
alter table clinics add column watch_hours jsonb check (jsonb_typeof(watch_hours) = 'array');
grant update (watch_hours) on clinics to needlepoint_app;
