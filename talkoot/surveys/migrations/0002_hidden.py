"""Anonymity is never loosened after the first answer, an answer is as hidden as its wave says, and a tally is
of its batch's project."""

from django.db import migrations

KEPT = """
CREATE FUNCTION surveys_wave_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF array_position(ARRAY['anonymous', 'pseudonymous', 'named'], NEW.anonymity::text)
       > array_position(ARRAY['anonymous', 'pseudonymous', 'named'], OLD.anonymity::text) THEN
        RAISE EXCEPTION 'anonymity is not loosened after the first answer'
            USING ERRCODE = '23514', CONSTRAINT = 'surveys_wave_anonymity_kept';
    END IF;
    IF NEW.least < OLD.least THEN
        RAISE EXCEPTION 'the fewest answers shown are not lowered after the first answer'
            USING ERRCODE = '23514', CONSTRAINT = 'surveys_wave_least_kept';
    END IF;
    IF NOT NEW.has_answers THEN
        RAISE EXCEPTION 'a wave that has answers has them'
            USING ERRCODE = '23514', CONSTRAINT = 'surveys_wave_answers_kept';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER surveys_wave_stays_hidden
    BEFORE UPDATE ON surveys_wave
    FOR EACH ROW WHEN (OLD.has_answers) EXECUTE FUNCTION surveys_wave_check();

CREATE FUNCTION surveys_rule_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.least < OLD.least THEN
        RAISE EXCEPTION 'the fewest answers shown only go up'
            USING ERRCODE = '23514', CONSTRAINT = 'surveys_projectrule_only_up';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER surveys_projectrule_only_up
    BEFORE UPDATE ON surveys_projectrule
    FOR EACH ROW EXECUTE FUNCTION surveys_rule_check();

CREATE FUNCTION surveys_response_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- FOR SHARE waits for whoever is changing the wave at this moment.
    PERFORM 1 FROM surveys_wave w
      WHERE w.id = NEW.wave_id AND w.anonymity = NEW.anonymity AND w.has_answers FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an answer is as hidden as its wave says'
            USING ERRCODE = '23514', CONSTRAINT = 'surveys_response_as_its_wave';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER surveys_response_as_its_wave
    BEFORE INSERT OR UPDATE OF wave_id, anonymity ON surveys_response
    FOR EACH ROW EXECUTE FUNCTION surveys_response_check();

CREATE FUNCTION surveys_tally_fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT b.project_id INTO NEW.project_id FROM surveys_batch b WHERE b.id = NEW.batch_id;
    RETURN NEW;
END $$;

CREATE TRIGGER surveys_tally_of_its_batchs_project
    BEFORE INSERT OR UPDATE ON surveys_tally
    FOR EACH ROW EXECUTE FUNCTION surveys_tally_fill();
"""
UNDO = """
DROP TRIGGER surveys_tally_of_its_batchs_project ON surveys_tally;
DROP FUNCTION surveys_tally_fill();
DROP TRIGGER surveys_response_as_its_wave ON surveys_response;
DROP FUNCTION surveys_response_check();
DROP TRIGGER surveys_projectrule_only_up ON surveys_projectrule;
DROP FUNCTION surveys_rule_check();
DROP TRIGGER surveys_wave_stays_hidden ON surveys_wave;
DROP FUNCTION surveys_wave_check();
"""


class Migration(migrations.Migration):
    dependencies = (("surveys", "0001_initial"),)
    operations = (migrations.RunSQL(KEPT, UNDO),)
