// Made of docs/reference/openapi.json by "npm run types".
export interface paths {
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Full-text search over entities and the text of sources. */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entities by type, field comparisons and text. */
        get: operations["list_entities"];
        put?: never;
        /** Stores facts that are fields already: one or many entities, all or nothing. */
        post: operations["ingest_structured"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entities that carry an exact identifier. */
        get: operations["find_entity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Entities by their ids, as a list shows them; those that can't be listed are named. */
        post: operations["get_entity_rows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same as listing entities, with the query as JSON. */
        post: operations["query_entities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The ids of all entities that a query leaves, in its order; get_entity_rows reads some of them. */
        post: operations["list_entity_ids"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/sum": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sums, counts and averages of a field, in groups. Exact; money by currency. Streams progress where Accept asks for a stream. */
        post: operations["sum_entities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many entities a filter leaves, and the values of some fields among them. Streams progress where Accept asks for a stream. */
        post: operations["count_entities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dated events in time order. */
        get: operations["list_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entities of whose fields sources say different things, the latest changed first. Correcting a field settles it; get_entity with provenance shows who says what. */
        get: operations["list_conflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entity, now or then. If-None-Match with its ETag gives 304 where nothing changed; writes take that as If-Match. */
        get: operations["get_entity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed, when, by whom or what. */
        get: operations["entity_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/neighborhood": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Related entities, up to depth steps away. */
        get: operations["get_neighborhood"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that was stated about an entity, with undeclared fields. */
        get: operations["list_observations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the latest run over a document stated, each field with its quote and place; at most 100 a page. */
        get: operations["list_document_observations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/provenance/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From one field to the quoted bytes it came from, re-read now. */
        get: operations["get_field_provenance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retract/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws an observation (obs_…) or undoes a decision (dec_…). */
        post: operations["retract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/relationships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** States a typed relationship between two entities. */
        post: operations["relate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would stand if the entity in the address became part of another; changes nothing. */
        get: operations["preview_merge"];
        put?: never;
        /** The entity in the address becomes part of another. */
        post: operations["merge_entities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Some of an entity's observations belong to another one, which is made of them. */
        post: operations["split_entity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hides an entity; everything is kept. */
        post: operations["delete_entity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets fields by hand; a correction wins until it is retracted. null clears a field. */
        post: operations["correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a deleted entity again. */
        post: operations["restore_entity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{entity_id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a merged entity out again; both are as they were. */
        post: operations["unmerge_entities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources, newest first unless sorted otherwise; as they are, or those that were known then. */
        get: operations["list_sources"];
        put?: never;
        /** Takes in one file: the body is its bytes. 201 where they are new, 200 where they were held already, 202 where a worker interprets them. Streams progress where Accept asks for a stream. */
        post: operations["ingest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetches an http or https address and takes in what it gives. Streams progress where Accept asks for a stream. */
        post: operations["ingest_url"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/known": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which contents are held already, by their digests: those needn't be sent. */
        post: operations["find_known_sources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One source: what it is, where it is from, and its runs. */
        get: operations["get_source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A source's own bytes. */
        get: operations["get_source_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sources inside a source, by their path. */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source_id}/reinterpret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads a held source again with today's schemas; earlier observations stay, the later run wins ties. Streams progress where Accept asks for a stream. */
        post: operations["reinterpret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Feeds, with what came of each. */
        get: operations["list_feeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One feed, with the items that failed or were refused, and why. */
        get: operations["get_feed"];
        /** Adds a feed: a mailbox, or from the store's own machine a folder; or changes the schedule or password of the one of that name. */
        put: operations["put_feed"];
        post?: never;
        /** Ends a feed and forgets what it has seen; sources that it took stay. */
        delete: operations["remove_feed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in now what is new in a feed, as workers do on its schedule. Streams progress where Accept asks for a stream. */
        post: operations["run_feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has workers leave a feed alone until it is resumed. */
        post: operations["pause_feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has workers fetch a paused feed again. */
        post: operations["resume_feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Projects with their numbers of sources, newest first. */
        get: operations["list_projects"];
        put?: never;
        /** Makes a project: a named group of sources, which may be in several. */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project with counts: bytes, documents, blocks, entities, and sources by the state of their latest run. */
        get: operations["get_project"];
        /** Renames or describes a project, or says what its batches tell interpreters. */
        put: operations["update_project"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes a project and nothing else: its sources stay, and retract brings it back. erase_part removes its sources with it, for good. */
        post: operations["delete_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sources of a project in the order they were taken in, each with its documents, blocks and the state of its latest run. */
        get: operations["list_project_sources"];
        put?: never;
        /** Adds sources to a project; those that are in it already stay. */
        post: operations["add_to_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/sources/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes sources out of a project; the sources stay. */
        post: operations["remove_from_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What interpreters that ask are told beside what a request, a schema or a project says. */
        get: operations["get_prompt"];
        /** Says what interpreters that ask are told where neither request, schema nor project says it. Runs that have begun keep theirs. */
        put: operations["set_prompt"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Batches, newest first. */
        get: operations["list_batches"];
        put?: never;
        /** Reads all sources of a project, or those named: workers begin a run for each. get_batch says how far it is. */
        post: operations["start_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A batch: how many runs are begun, queued, running and ended, with blocks, observations and staged findings. */
        get: operations["get_batch"];
        put?: never;
        /** Pauses, resumes, cancels or retries a batch. What its runs have stored stays. */
        post: operations["change_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What staged runs have found: values with quotes, checks, states, and the entity that each would join. None is part of an entity before it is confirmed. */
        get: operations["list_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The staged findings to look at next: the riskiest of a document first, near-duplicates together. One in twenty is blind: state its value with correct. */
        post: operations["next_findings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes a decision about findings, as retract does of every decision; undoing it again restores it. */
        post: operations["undo_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many findings are staged, confirmed, corrected and rejected: by schema, field and interpreter, by reviewer, with reasons. */
        get: operations["review_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the interpreter again about blocks of which values were rejected, telling it each refused value with its reason. Workers run it; its findings are staged. */
        post: operations["retry_rejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assigns findings to a reviewer, for lists and next_findings. */
        post: operations["assign_findings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms, rejects, corrects, clears or resets findings, all in one decision; retract undoes it. Confirmed and corrected values become part of their entities. */
        post: operations["review_findings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What another staged run found more, not, differently or elsewhere, and how much of both was accepted. */
        get: operations["compare_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{finding_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A finding with the text around its quote, its places, every state it had, and comments. */
        get: operations["get_finding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source_id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what a schema, registered or not, finds in the first blocks of a source. Stores nothing. */
        post: operations["try_schema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/review-matching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does the same with all findings that match a filter now: one decision, applied by a worker; retract undoes it. get_bulk_review says how far it is. */
        post: operations["review_matching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the staged runs of another batch found more, not, differently or elsewhere in the same documents, and how much of both was accepted. */
        get: operations["compare_batches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the review of a document is, and who approved it. */
        get: operations["get_document_review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{finding_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a comment to a finding. */
        post: operations["comment_finding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that a document's findings are reviewed. With open flags it needs sign_off, else OPEN_FLAGS. */
        post: operations["approve_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/review-matching/{decision_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a bulk change is applied: what was changed, what not and why. */
        get: operations["get_bulk_review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interpretations, newest first unless sorted otherwise. */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One interpretation, with its whole configuration. */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: where the run stands, whenever that changes (state), and at last how it ended (end). */
        get: operations["watch_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an unfinished run; what it has stored stays. */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The requests that an annotation schema makes of a document's blocks, with the hashes that name their recorded answers. Asks nobody. */
        get: operations["plan_answers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves old runs and their blocks to the archive, where every query still finds them. Streams progress where Accept asks for a stream. */
        post: operations["archive_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores an archived run and resets its age. */
        post: operations["restore_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws all that an ended run found, decided or not, by one decision; the source and its blocks stay. retract brings it back. */
        post: operations["delete_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: what is added to the ledger (ledger), and where runs (run), jobs (job) and uploads in pieces (upload) stand, whichever process works on them. */
        get: operations["watch_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What parsers made of sources, newest first. */
        get: operations["list_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One document: its parser, why that was chosen, and what it found. */
        get: operations["get_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{id}/show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A source, or one document of it, as Markdown, JSON or plain text. */
        get: operations["show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{id}/reconstruct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The bytes of a source, or of one document's, with revisions put in; the source's own where there are none. */
        post: operations["reconstruct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document's blocks in order, each with its place. */
        get: operations["get_blocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{id}/reconstruct/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What reconstruct replaces, and the digest of its result. */
        post: operations["reconstruct_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document_id}/pages/{page}.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of a PDF as a picture, or a picture itself as its only page. */
        get: operations["get_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entities by type, or the blocks of a source or project with what stands about them, as JSON Lines, CSV, Parquet or ZIP. */
        get: operations["export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an export is to be had: as a path to download, and as a command. */
        get: operations["export_link"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The JSON Schema that each line of an export as JSON Lines is valid by. */
        get: operations["export_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers one SELECT over your own entities (a table per type), observations and blocks. Read only; no files, network or settings. */
        post: operations["query_sql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs of entities that may be the same, most probable first, with each field's evidence in bits. */
        get: operations["list_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks for entities that may be the same. Merges nothing. Streams progress where Accept asks for a stream. */
        post: operations["find_duplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{entity_id}/{other_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One pair, with what each field says in bits of evidence. */
        get: operations["explain_duplicate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{entity_id}/{other_id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The two are not the same; retract takes it back. */
        post: operations["dismiss_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due: invoices that are not paid, last days to give notice, tasks that are not done; overdue ones first. */
        get: operations["list_due"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments and the invoices that they may pay, surest first, with the reasons. */
        get: operations["list_payment_matches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/recurring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments that recur: counterparty, period, amount, next date, changes of amount, missed ones. */
        get: operations["list_recurring"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/matches/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks for payments that may pay invoices. Relates nothing. Streams progress where Accept asks for a stream. */
        post: operations["find_payment_matches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/matches/{payment_id}/{invoice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One payment and an invoice that it may pay, with the reasons. */
        get: operations["explain_payment_match"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/matches/{payment_id}/{invoice_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The payment pays the invoice; retract takes it back. */
        post: operations["confirm_payment_match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/matches/{payment_id}/{invoice_id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The payment does not pay the invoice; retract takes it back. */
        post: operations["dismiss_payment_match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The entity types there are. */
        get: operations["list_schemas"];
        put?: never;
        /** Adds a type, or a new version of one. */
        post: operations["register_schema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Annotation schemas to begin with: contract clauses, prose revision, close reading, research coding, entities, quick notes. */
        get: operations["list_schema_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/{entity_type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One schema, whole; the active version where none is named. */
        get: operations["describe_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/{entity_type}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed between two versions of a type. */
        get: operations["diff_schemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/{entity_type}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes a type that nothing uses; else says what does. Its versions are kept for answers about the past, and retract brings it back. */
        post: operations["delete_schema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/{entity_type}/versions/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a version the active one. Past answers do not change. */
        post: operations["activate_schema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Promotions of fragments to fields, the newest first. */
        get: operations["list_promotions"];
        put?: never;
        /** Makes fields of fragments: a schema version, and observations of what came before. Retract takes it back. */
        post: operations["promote_fields"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/{entity_type}/fragments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What fields that no schema declares look like, and which are worth one. */
        get: operations["discover_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided and administered, by whom and with which token, the latest first. */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs of one state, or those that are unfinished or were given up (dead); the latest first unless sorted otherwise. */
        get: operations["list_jobs"];
        put?: never;
        /** Enqueues work for a worker: verify, archive, duplicates or sweep; GET /jobs/{job_id} has what came of it. */
        post: operations["start_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scheduled jobs. */
        get: operations["list_schedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts no more jobs of a kind, or none at all; running ones go on. */
        post: operations["pause_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/pauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of job that are paused; * for all. */
        get: operations["list_job_pauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends pauses: of a kind, or all. */
        post: operations["resume_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job with its payload, result and failures. */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Creates a schedule by a cron expression, or replaces the one of that name. */
        put: operations["put_schedule"];
        post?: never;
        /** Ends a schedule; jobs that it has made stay. */
        delete: operations["remove_schedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enqueues again a job that is dead, cancelled or waiting. */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an unfinished job; if it is running, it can write nothing more. */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan, and for each quota what is used and what remains. */
        get: operations["get_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts what the store holds: sources, documents, runs, observations, decisions, and entities by type. */
        get: operations["stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Counts usage again from sources and runs, and corrects what differs. */
        post: operations["recount_usage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your tokens without their secrets, oldest first, also those that have ended. */
        get: operations["list_tokens"];
        put?: never;
        /** Makes a token of yours. The token itself is in this answer and in no other. */
        post: operations["add_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a token at once, even the one that you are asking with. */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a token like that one, which ends after the grace; without a body, a day later. */
        post: operations["rotate_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users by name, each with plan and usage. For operators. */
        get: operations["list_users"];
        put?: never;
        /** Adds a user on the server's default plan, without a token: the first is made on the server's machine. For operators. */
        post: operations["add_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a user on a plan, with other limits where given. For operators. */
        put: operations["set_user_plan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blobs/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads at once what waits in the database because the blob store failed. */
        post: operations["retry_uploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blobs/sweep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds, or with delete removes, bytes in the blob store that nothing refers to. */
        post: operations["sweep_blobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blobs/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads every blob from the blob store and compares its digest. Streams progress where Accept asks for a stream. */
        post: operations["verify_blobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Re-reads every blob and quote, computes every entity again, and compares. Streams progress where Accept asks for a stream. */
        post: operations["verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Computes every snapshot again from the ledger. Streams progress where Accept asks for a stream. */
        post: operations["rebuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that the user has as one file (ZIP), which strata restore takes in, on either engine; written while it is sent. */
        get: operations["backup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipts of what was erased. */
        get: operations["list_erasures"];
        put?: never;
        /** Removes a source, a project or a span of time for good: rows, index entries, caches, bytes, derived values. Preview it first. Streams progress where Accept asks for a stream. */
        post: operations["erase_part"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What erasing a source, a project or a span of time would remove and free, and what the same bytes do afterwards. */
        get: operations["preview_erasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/{erasure_id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the bytes of an erasure come in again; brings nothing back. */
        post: operations["lift_erasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in many files, one by one; a refused one does not stop the others. */
        post: operations["ingest_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking, and whether this server asks for tokens. */
        get: operations["get_session"];
        put?: never;
        /** Makes a browser session of a token: a cookie that scripts can't read. */
        post: operations["sign_in"];
        /** Ends the browser session; the token stays. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server runs. */
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Database, migrations, blob store and queue: each with whether it answers; 503 where one does not. */
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AddUser: {
            /** @description 1 to 40 of a-z, 0-9 and -; starts with a letter. */
            user_id: string;
            display_name?: null | string;
        };
        /**
         * @description Whether a finding could become a fact: what our own checks say about it.
         * @enum {string}
         */
        Admission: "admitted" | "flagged" | "quarantined" | "unparsed";
        AmountChange: {
            /** Format: date */
            date: string;
            /** Format: double */
            from: number;
            /** Format: double */
            to: number;
        };
        /**
         * @description State of a change to many rows that a job applies step by step.
         * @enum {string}
         */
        ApplyState: "applying" | "applied";
        Approval: {
            /** @description true: also with flagged or quarantined findings that nobody has decided about. */
            sign_off?: boolean;
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        ArchiveReport: {
            /** Format: int64 */
            runs: number;
            /**
             * Format: int64
             * @description Number of block pages moved.
             */
            pages: number;
            /**
             * Format: int64
             * @description Bytes moved, as stored in the rows.
             */
            bytes_before: number;
            /**
             * Format: int64
             * @description The same data in bytes of the archive.
             */
            bytes_after: number;
            /** Format: int32 */
            older_than_days: number;
            /** @description Whether this is a dry run: nothing was moved. */
            dry_run: boolean;
        };
        AssignFindings: {
            /** @description fnd_…, up to 200. */
            finding_ids: string[];
            /** @description Whom to; left out: nobody. */
            assignee?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        Attachment: {
            content_base64: string;
            file_name?: null | string;
            media_type?: null | string;
        };
        /** @description One administrative action, decision or correction: who, with which token, when, what. */
        AuditEntry: {
            /** Format: int64 */
            seq: number;
            /** Format: date-time */
            at: string;
            /** @description merge, retract, delete, correction, activate_schema, promote, add_token, set_plan, … */
            action: string;
            /** @description dec_… or obs_… */
            id: string;
            /** @description The door or program; operator:NAME and cli:NAME are system users with direct access to the store. */
            actor?: null | string;
            /** @description Token of the request. */
            token_id?: null | string;
            entity_id?: null | string;
            other_id?: null | string;
            /**
             * Format: int64
             * @description Seq of the observation or decision that was retracted or undone.
             */
            target?: null | number;
            reason?: null | string;
            detail?: null | components["schemas"]["JsonElement"];
        };
        /** @enum {string} */
        BatchAction: "pause" | "resume" | "cancel" | "retry";
        BatchChange: {
            action: components["schemas"]["BatchAction"];
            reason?: null | string;
        };
        /** @enum {string} */
        BatchState: "starting" | "started" | "paused" | "cancelled";
        BatchView: {
            /** @description Absent from an estimate. */
            batch_id?: null | string;
            state: components["schemas"]["BatchState"];
            /** Format: date-time */
            started_at?: null | string;
            /**
             * Format: int64
             * @description Sources.
             */
            total: number;
            /**
             * Format: int64
             * @description Sources whose runs are begun or refused.
             */
            begun: number;
            /**
             * Format: int64
             * @description Bytes of the sources.
             */
            bytes: number;
            /** @description Numbers of runs by state. */
            runs: {
                [key: string]: number;
            };
            /** Format: int64 */
            blocks: number;
            /** Format: int64 */
            observations: number;
            /**
             * Format: int64
             * @description Records and blocks whose findings wait for a person.
             */
            staged: number;
            /** @description Numbers of sources whose run was refused, by reason. */
            refusals: {
                [key: string]: number;
            };
            /** @description How the sources are read. */
            options: components["schemas"]["JsonElement"];
        };
        /** @description Result of reading every content again. */
        BlobsReport: {
            ok: boolean;
            /** Format: int64 */
            blobs: number;
            /** Format: int64 */
            bytes: number;
            /**
             * Format: int64
             * @description Contents that wait in the database for the store.
             */
            waiting: number;
            /** Format: int64 */
            waiting_bytes: number;
            faults?: components["schemas"]["Fault"][];
        };
        /** @description A named value of a record. */
        BlockFieldView: {
            name: string;
            text: string;
            locator: components["schemas"]["ByteLocator"];
        };
        BlockRevision: {
            /**
             * Format: int32
             * @description The block's index in its document.
             */
            block: number;
            /** @description New text at its locator. */
            text: string;
        };
        /**
         * @description The type of a block, one set for all formats.
         * @enum {string}
         */
        BlockType: "heading" | "paragraph" | "list_item" | "table" | "table_row" | "cell" | "code_block" | "quote" | "figure" | "caption" | "footnote" | "formula" | "html" | "front_matter" | "definition" | "checkbox" | "divider" | "page_break" | "message" | "record";
        BlockView: {
            /** @description The document's id, a slash, the block's index. */
            block_id: string;
            /** Format: int32 */
            index: number;
            type: components["schemas"]["BlockType"];
            text: string;
            /** @description The block's own source text, if it differs from the text (Markdown's marks, HTML's tags). */
            raw?: null | string;
            raw_locator?: null | components["schemas"]["ByteLocator"];
            /**
             * Format: int32
             * @description Heading level 1–6, list depth from 0.
             */
            level?: null | number;
            /** @description The headings above, outermost first, joined by " / ". */
            section?: null | string;
            /**
             * Format: int64
             * @description Line of the source, from 1 (text formats).
             */
            line?: null | number;
            /**
             * Format: int32
             * @description Page or slide on which it begins.
             */
            page?: null | number;
            locator: components["schemas"]["ByteLocator"];
            /** @description See string DocumentView.LocatorIn. */
            locator_in: string;
            places?: null | components["schemas"]["PlaceView"][];
            fields?: null | components["schemas"]["BlockFieldView"][];
            cells?: null | components["schemas"]["CellView"][];
            traits?: null | components["schemas"]["TraitsView"];
        };
        /** @description A box on a page, in points (1/72 inch) from the page's upper left corner, and the size of the page. */
        BoxView: {
            /** Format: double */
            left: number;
            /** Format: double */
            top: number;
            /** Format: double */
            width: number;
            /** Format: double */
            height: number;
            /** Format: double */
            page_width: number;
            /** Format: double */
            page_height: number;
        };
        /** @description A bulk change, and how far it is applied. */
        BulkReview: {
            /** @description Pass it to retract to undo all of it, once it is applied. */
            decision_id: string;
            state: components["schemas"]["ApplyState"];
            /**
             * Format: int64
             * @description Findings that matched when it was decided.
             */
            total: number;
            /** Format: int64 */
            changed: number;
            /** @description Numbers of findings that were left as they are, by reason. */
            skipped: {
                [key: string]: number;
            };
        };
        ByteLocator: {
            /** Format: int64 */
            start: number;
            /** Format: int64 */
            length: number;
        };
        /** @description How often values of such a confidence were right when a person looked. */
        CalibratedConfidence: {
            /**
             * Format: double
             * @description The share, 0 to 1.
             */
            confidence: number;
            /**
             * Format: double
             * @description 95 of 100 such intervals hold the true share.
             */
            low: number;
            /** Format: double */
            high: number;
            on: components["schemas"]["CalibrationScope"];
            /**
             * Format: int64
             * @description Decisions that it is known from.
             */
            count: number;
        };
        /**
         * @description Which decisions a confidence is calibrated on: the narrowest of which there are 200.
         * @enum {string}
         */
        CalibrationScope: "field" | "schema" | "all";
        /** @description A cell of a table row. */
        CellView: {
            /**
             * Format: int32
             * @description Row in its table, from 0.
             */
            row: number;
            /**
             * Format: int32
             * @description Column in its table's grid, from 0.
             */
            column: number;
            text: string;
            locator: components["schemas"]["ByteLocator"];
            /**
             * Format: int32
             * @description Absent if 1.
             */
            row_span?: null | number;
            /** Format: int32 */
            column_span?: null | number;
            /** @description Absent if it is no header. */
            header?: null | boolean;
        };
        /** @description The hash chain over what never changes. */
        ChainReport: {
            /** @description Hash of the last link. Kept elsewhere, such as in a backup, it proves later that nothing before was changed. Empty if there is no link. */
            head: string;
            /**
             * Format: int64
             * @description Number of the last link.
             */
            links: number;
            /**
             * Format: int64
             * @description Ledger position of the last link.
             */
            seq: number;
            /**
             * Format: int64
             * @description Rows that the links name.
             */
            rows: number;
            /**
             * Format: int64
             * @description Rows older than the chain that a job has not added yet.
             */
            unchained: number;
        };
        /**
         * @description How much of a source a run understood.
         * @enum {string}
         */
        Completeness: "complete" | "partial" | "failed" | "cancelled" | "unknown";
        ConflictingField: {
            field: string;
            /** @description What is said: first the value that won, then the latest said; at most 20. */
            values: unknown[];
        };
        /** @description Contribution of one observation to a value that is the union of several, with its evidence. */
        Contribution: {
            /** @description Indexes, from 0, of the elements that this observation was the first to state. */
            elements: number[];
            /** @description The elements themselves. */
            value: components["schemas"]["JsonElement"];
            observation_id: string;
            class: components["schemas"]["ObservationClass"];
            /** Format: date-time */
            observed_at: string;
            actor?: null | string;
            reason?: null | string;
            source_id?: null | string;
            source_digest?: null | string;
            file_name?: null | string;
            run_id?: null | string;
            document_id?: null | string;
            /** Format: int32 */
            block?: null | number;
            locator?: null | components["schemas"]["ByteLocator"];
            locator_in?: null | string;
            places?: null | components["schemas"]["PlaceView"][];
            /** @description The text at the locator, re-read now: all that the observation states for the field. */
            quote?: null | string;
            quote_verified?: null | boolean;
        };
        CorrectRequest: {
            fields: Record<string, never>;
            reason?: null | string;
            /** Format: date-time */
            observed_at?: null | string;
            idempotency_key?: null | string;
        };
        CountEntities: {
            entity_type?: null | string;
            /** @description prj_… or its name. */
            project?: null | string;
            /** @description A filter: total > 100 and (vendor = 'Acme' or date in last month). */
            where?: null | string;
            /** @description As in a list: field:op:value. */
            filter?: string[];
            /** @description Words that must occur. */
            text?: null | string;
            /** @description Where days begin: Europe/Berlin; default UTC. */
            time_zone?: null | string;
            /** @description Fields whose values are counted too; dates by month or year, numbers by size. */
            facets?: string[];
            /**
             * Format: int32
             * @description Values shown of each field.
             */
            values?: number;
            /**
             * Format: int32
             * @description Counts exactly up to so many; beyond, the answer says at_least.
             */
            up_to?: number;
            /** @description Known then: seq or time. */
            known_at?: null | string;
            /** @description Observed by then. */
            valid_at?: null | string;
        };
        CreateProject: {
            /** @description Unique among the user's projects. */
            name: string;
            description?: null | string;
            prompt?: null | components["schemas"]["JsonElement"];
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        DecisionRequest: {
            reason?: null | string;
            idempotency_key?: null | string;
        };
        /** @description Result of a decision or correction, with the entity as it is now. */
        DecisionResult: {
            /** @description `dec_…` for decisions, `obs_…` for corrections; pass it to `retract` to undo. */
            id: string;
            kind: components["schemas"]["HistoryKind"];
            /** Format: int64 */
            seq: number;
            /** @description Fields of the correction that a correction with more weight decides; left out if there are none. */
            not_in_force?: null | components["schemas"]["HeldField"][];
            entity?: null | components["schemas"]["EntityView"];
        };
        /** @description How far the review of a document is. */
        DocumentReview: {
            document_id: string;
            /**
             * Format: int64
             * @description Findings that nobody has decided about.
             */
            staged: number;
            /**
             * Format: int64
             * @description Those of them that are flagged, quarantined or unparsed.
             */
            open_flags: number;
            approved: boolean;
            /** @description The approval; retract or undo_review withdraws it. */
            decision_id?: null | string;
            approved_by?: null | string;
            /** Format: date-time */
            approved_at?: null | string;
            reason?: null | string;
            /** @description Whether it was approved with open flags. */
            signed_off?: null | boolean;
        };
        /** @description One parse of a source, or of a part of it, by a parser version. */
        DocumentView: {
            document_id: string;
            source_id: string;
            file_name?: null | string;
            media_type: string;
            parser: string;
            /** Format: int32 */
            parser_version: number;
            /** @description Part of the source: a worksheet, a mail of a mailbox; absent if the source is one document. */
            part?: null | string;
            title?: null | string;
            encoding: string;
            /** @description Whether blocks are records (rows, objects) rather than text. */
            is_records: boolean;
            /** @description What locators refer to: `source`, its bytes, or `text`, the document's own text. */
            locator_in: string;
            /** Format: int64 */
            block_count: number;
            /** @description False if the parse ended early; IReadOnlyList&lt;string&gt; DocumentView.Diagnostics say why. */
            complete: boolean;
            /** @description Facts the parser found, and why it was chosen (`detected_by`, `detected_why`). */
            facts: {
                [key: string]: string;
            };
            diagnostics?: string[];
            /** Format: date-time */
            recorded_at: string;
        };
        DueItem: {
            /** Format: date */
            date: string;
            /**
             * Format: int32
             * @description Days until then; negative if it is overdue.
             */
            days: number;
            kind: components["schemas"]["DueKind"];
            entity_id: string;
            entity_type: string;
            title?: null | string;
            /**
             * Format: double
             * @description What is left to pay of an invoice, or the amount of a contract.
             */
            amount?: null | number;
            currency?: null | string;
            why: string;
        };
        /** @enum {string} */
        DueKind: "invoice" | "notice" | "task";
        DueList: {
            items: components["schemas"]["DueItem"][];
            /**
             * Format: date
             * @description The date that it was computed for.
             */
            today: string;
            /** @description What was left out; null if nothing was. */
            incomplete: null | string;
        };
        /**
         * @description Pairs of possible duplicates by state.
         * @enum {string}
         */
        DuplicateFilter: "open" | "merged" | "dismissed" | "all";
        /**
         * @description How duplicates of a type were looked for.
         * @enum {string}
         */
        DuplicateMode: "full" | "incremental" | "skipped";
        DuplicateReport: {
            types: components["schemas"]["DuplicateTypeReport"][];
            /** Format: double */
            seconds: number;
        };
        /**
         * @description State of a pair of possible duplicates.
         * @enum {string}
         */
        DuplicateState: "open" | "merged" | "dismissed";
        DuplicateTypeReport: {
            entity_type: string;
            mode: components["schemas"]["DuplicateMode"];
            /**
             * Format: int64
             * @description Entities examined.
             */
            entities: number;
            /**
             * Format: int64
             * @description Pairs that shared a blocking key.
             */
            pairs_compared: number;
            /**
             * Format: int64
             * @description Pairs found.
             */
            candidates: number;
            /**
             * Format: int64
             * @description Pairs found that were not filed before.
             */
            new: number;
            /**
             * Format: int32
             * @description Incremented with every fit of the type's model.
             */
            model_version: number;
        };
        /** @description Two entities that may be the same. */
        DuplicateView: {
            entity_id: string;
            other_id: string;
            entity_type: string;
            title?: null | string;
            other_title?: null | string;
            state: components["schemas"]["DuplicateState"];
            /**
             * Format: double
             * @description 0 to 1.
             */
            probability: number;
            /**
             * Format: double
             * @description The same in bits: 0 is even odds. Null if no model has weighed the pair.
             */
            weight?: null | number;
            /** @description similarity, or the identity rule by which an observation matched both. */
            reason: string;
            /** Format: int32 */
            model_version?: null | number;
            /** @description Evidence of each field, strongest first. */
            evidence?: components["schemas"]["FieldWeight"][];
        };
        /** @description A decision about the same field of the same or a changed block, in an earlier version of the source or an earlier run. */
        EarlierReview: {
            finding_id: string;
            state: components["schemas"]["ReviewState"];
            /** @description What was confirmed or stated, null as JSON: that there is none; of a rejection what was refused. */
            value: components["schemas"]["JsonElement"];
            /** @description Whether the content that it was decided about is the same. */
            unchanged: boolean;
            decision_id: string;
            by?: null | string;
            /** Format: date-time */
            at?: null | string;
            reason?: null | string;
        };
        /** @description An entity of whose fields sources of the same rank say different things. */
        EntityConflict: {
            entity_id: string;
            entity_type: string;
            title?: null | string;
            fields: components["schemas"]["ConflictingField"][];
        };
        /** @description How many entities a filter leaves. */
        EntityCount: {
            /** Format: int64 */
            count: number;
            /** @description Whether there may be more: counting ended at its bound. */
            at_least?: boolean;
            facets?: components["schemas"]["FacetView"][];
            /** @description The filter as it was understood, with dates that don't move. */
            where?: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        EntityGroup: {
            /** @description A value for each of IReadOnlyList&lt;string&gt; EntitySums.By; null: the entities have none. */
            key: Record<string, never>;
            /**
             * Format: int64
             * @description Entities in the group.
             */
            count: number;
            /**
             * Format: int64
             * @description Numbers that were summed: more than entities where they have several.
             */
            values?: null | number;
            /**
             * Format: int64
             * @description Entities in the group without a number in the field.
             */
            missing?: null | number;
            /**
             * Format: int64
             * @description Entities whose value a check contradicts (of a count: any value); they are in the count and the sum.
             */
            doubtful: number;
            sum?: null | components["schemas"]["JsonElement"];
            min?: null | components["schemas"]["JsonElement"];
            max?: null | components["schemas"]["JsonElement"];
            average?: null | components["schemas"]["JsonElement"];
            /** @description A filter that lists exactly these entities of the type; null: all of them, or where no filter can say it. */
            where?: null | string;
        };
        EntityIds: {
            /** @description In the order of the list. */
            ids: string[];
            /** @description Whether these are all; false: there are more than the limit. */
            complete: boolean;
            /** @description The filter given as text as it was understood, with dates that don't move. */
            where?: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        EntityQuery: {
            entity_type?: null | string;
            /** @description Only entities that sources of this project state something about; not with a point in the past. */
            project?: null | string;
            filters?: components["schemas"]["FieldFilter"][];
            /** @description A filter as text, which must hold too: `total &gt; 100 and (vendor = 'Acme' or date in last month)`. */
            where?: null | string;
            /** @description Where days begin and end, as in the IANA database; null: UTC. */
            time_zone?: null | string;
            text?: null | string;
            /** @description A ledger seq or an ISO-8601 time. */
            changed_since?: null | string;
            /**
             * @description A field, "created" or "updated"; a leading "-" reverses the order. Default: created. An entity with several values of the field is
             *     sorted by its least one, or by its greatest in descending order; entities without a value come last. The past can be sorted by a
             *     field or by "updated" where the type has up to 10,000 entities.
             */
            sort?: null | string;
            include_merged?: boolean;
            include_deleted?: boolean;
            /** Format: int32 */
            limit?: number;
            /** @description Whether the answer says how many there are on all pages. */
            count?: boolean;
            cursor?: null | string;
        };
        EntityRowsView: {
            /** @description As in a list, in the order of the ids that were found. */
            items: components["schemas"]["EntityView"][];
            /** @description Ids of which there is nothing to list: unknown, deleted, or retracted. */
            missing: string[];
            /** @description Ids that are merged into another entity, whose row stands in their place, with its id; omitted if there are none. */
            merged?: null | {
                [key: string]: string;
            };
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        /**
         * @description What became of an entity.
         * @enum {string}
         */
        EntityStatus: "active" | "merged" | "deleted";
        /** @description Sums of entities in groups. */
        EntitySums: {
            entity_type?: null | string;
            /** @description Null: entities were only counted. */
            field?: null | string;
            /** @description What a group's key consists of. Sums of money have the currency in it, also unasked. */
            by: string[];
            /** @description The field with the currency of string? EntitySums.Field; null: it is no money. */
            currency?: null | string;
            /** @description The filter as it was understood, with dates that don't move. */
            where?: null | string;
            /**
             * Format: int64
             * @description Entities that the filter leaves.
             */
            entities: number;
            /** @description All groups together; of money one for each currency. */
            totals: components["schemas"]["EntityGroup"][];
            groups: components["schemas"]["EntityGroup"][];
            /**
             * Format: int64
             * @description Groups beyond the limit.
             */
            more_groups: number;
            /** @description What to know about how these were counted. */
            notes?: string[];
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        EntityView: {
            entity_id: string;
            entity_type: string;
            title?: null | string;
            state: components["schemas"]["EntityStatus"];
            merged_into?: null | string;
            merged_from?: string[];
            suggested_type?: null | string;
            fields: Record<string, never>;
            /** @description Fields whose value a check contradicts, with the reason; omitted if there are none. */
            doubtful?: null | {
                [key: string]: string;
            };
            /** Format: int32 */
            schema_version: number;
            /** Format: int32 */
            reducer_version: number;
            /**
             * Format: int64
             * @description Ledger position that last touched the entity, as of the read point: an observation about it, a merge, unmerge, retraction, deletion
             *     or restoration (or the undoing of one), or a schema version that had the entities of its type reduced again.
             */
            seq: number;
            /** @description SHA-256 (hex) of the canonical JSON of type and fields. */
            hash: string;
            /** Format: int64 */
            observation_count: number;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When long EntityView.Seq was recorded.
             */
            updated_at: string;
            /** @description The observation behind each field; only on request. */
            provenance?: null | {
                [key: string]: components["schemas"]["FieldProvenance"];
            };
            /** @description Fields where observations of the winning class disagree; only on request. */
            conflicts?: null | components["schemas"]["FieldConflict"][];
            /**
             * @description Undeclared fields of all observations that are not retracted: for each a person's correction, else what was observed last. Of an
             *     entity that is read by itself, of untyped ones, and of those listed by an undeclared field.
             */
            fragments?: null | Record<string, never>;
            /** @description The observation behind each undeclared field; only on request. */
            fragment_provenance?: null | {
                [key: string]: components["schemas"]["FieldProvenance"];
            };
            settlement?: null | components["schemas"]["SettlementView"];
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        ErasePart: {
            /** @description Of the preview: that is erased and nothing else. */
            confirm: string;
            /** @description Why; kept. */
            reason?: null | string;
            /** @description Id, file name or path; or from and to; or project. */
            source_id?: null | string;
            /** @description prj_…: its sources that no other project holds, and itself. */
            project?: null | string;
            /**
             * Format: date-time
             * @description Sources and corrections observed from then on.
             */
            from?: null | string;
            /**
             * Format: date-time
             * @description And before then.
             */
            to?: null | string;
        };
        ErasedSource: {
            source_id: string;
            file_name: null | string;
            /** Format: int64 */
            byte_size: number;
            /** @description Why it goes: `asked`, `within` (a member of such a source alone), `contains` (its bytes hold it). */
            why: string;
        };
        ErasureLifted: {
            erasure_id: string;
            /** @description The decision that lifted it. */
            decision_id: string;
        };
        /** @description What erasing a part would remove. */
        ErasurePreview: {
            /** @description Up to 100 of the sources. */
            sources: components["schemas"]["ErasedSource"][];
            /** Format: int64 */
            source_count: number;
            /** Format: int64 */
            documents: number;
            /** Format: int64 */
            runs: number;
            /** Format: int64 */
            observations: number;
            /**
             * Format: int64
             * @description Entities of which nothing is left.
             */
            entities_removed: number;
            /**
             * Format: int64
             * @description Entities of which something else is left.
             */
            entities_changed: number;
            /**
             * Format: int64
             * @description Bytes of contents that go. Deleting entities instead only hides them and frees nothing.
             */
            bytes_freed: number;
            /** Format: int64 */
            bytes_freed_by_deleting: number;
            /** @description What happens when the same bytes are handed in again. */
            afterwards: string;
            /** @description What `confirm` of the erasure takes; another once something in it has changed. */
            confirm: string;
        };
        /** @description A part of what a user has: a source, a project, or what was observed in a span of time. */
        ErasureScope: {
            /** @description Id, file name or path; or from and to; or project. */
            source_id?: null | string;
            /** @description prj_…: its sources that no other project holds, and itself. */
            project?: null | string;
            /**
             * Format: date-time
             * @description Sources and corrections observed from then on.
             */
            from?: null | string;
            /**
             * Format: date-time
             * @description And before then.
             */
            to?: null | string;
        };
        /** @description Evidence of one field of an observation. */
        EvidenceView: {
            document_id?: null | string;
            /** Format: int32 */
            block?: null | number;
            locator: components["schemas"]["ByteLocator"];
            /** @description `source` or `text`, as in string? FieldProvenance.LocatorIn. */
            locator_in?: null | string;
            /** @description Page and box, sheet and cells, or part and path, if the locator points into the document's text. */
            places?: null | components["schemas"]["PlaceView"][];
            /** @description Place of the whole row, paragraph or list item around the quote; omitted without boxes and cells. */
            parent?: null | components["schemas"]["PlaceView"][];
            /** @description The text at the locator, re-read now; string? EvidenceView.QuoteBefore and string? EvidenceView.QuoteAfter have up to 60 characters around it. */
            quote?: null | string;
            quote_before?: null | string;
            quote_after?: null | string;
            /** @description Other places that the value was read from, such as the word that gave an amount its sign; null if none. */
            also?: null | components["schemas"]["QuotedPlace"][];
            /** @description Whether all quotes equal the recorded ones. */
            quote_verified?: null | boolean;
        };
        /** @description Where an export is to be had. */
        ExportLink: {
            /** @description Path of the REST interface, which GET downloads with the same token. */
            path: string;
            /** @description The same at the command line. */
            command: string;
            file_name: string;
            media_type: string;
            /**
             * Format: int64
             * @description The ledger position that will be read: both give the same bytes whenever they are asked.
             */
            known_at: number;
        };
        /** @description The JSON Schema that each line of an export is valid by. */
        ExportSchema: {
            /** Format: int64 */
            known_at: number;
            schema: components["schemas"]["JsonElement"];
        };
        FacetCount: {
            value: string;
            /** Format: int32 */
            count: number;
        };
        FacetValue: {
            value: components["schemas"]["JsonElement"];
            /** Format: int64 */
            count: number;
            /** @description A filter that lists these entities of the type. */
            where: null | string;
        };
        /** @description The values of one field among the counted entities; one with several values counts for each. */
        FacetView: {
            field: string;
            /** @description The most frequent first; dates by month, or by year where there are many, the latest first. */
            values: components["schemas"]["FacetValue"][];
            /**
             * Format: int64
             * @description Values that are not shown.
             */
            more_values: number;
            /**
             * Format: int64
             * @description Entities without the field.
             */
            missing: number;
            /**
             * Format: int64
             * @description Entities whose values were too many to be told apart; null: none.
             */
            beyond?: null | number;
        };
        /** @description One fault within an input. */
        Fault: {
            /** @description JSON pointer, or "line 12". */
            path: string;
            reason: string;
        };
        /** @enum {string} */
        FeedItemState: "waiting" | "taken" | "failed" | "refused";
        /** @description A file or message that was not taken. */
        FeedItemView: {
            item: string;
            state: components["schemas"]["FeedItemState"];
            code: null | string;
            reason: null | string;
            /** Format: int64 */
            attempts: number;
            /** Format: date-time */
            retry_at: null | string;
            /** Format: date-time */
            seen_at: string;
        };
        /** @enum {string} */
        FeedKind: "folder" | "mailbox";
        /** @description What one run of a feed did. */
        FeedReport: {
            name: string;
            /**
             * Format: int64
             * @description New sources.
             */
            taken?: number;
            /**
             * Format: int64
             * @description Whose bytes were held already.
             */
            known?: number;
            /**
             * Format: int64
             * @description Of those taken or known: could not be read, or not all of it.
             */
            unread?: number;
            /**
             * Format: int64
             * @description Files seen by an earlier run and not changed since.
             */
            unchanged?: number;
            /**
             * Format: int64
             * @description Files that may still be written.
             */
            waiting?: number;
            /** Format: int64 */
            failed?: number;
            /** Format: int64 */
            refused?: number;
            /** @description Why it ended before it had seen everything; the next run goes on. */
            error?: null | string;
            /** @description The first 100 items that failed or were refused in this run. */
            problems?: components["schemas"]["FeedItemView"][];
        };
        /** @description A place to fetch sources from, and how often. */
        FeedRequest: {
            /** @description A folder of the store's machine; only from there. */
            path?: null | string;
            /** @description An IMAP server, instead of a folder. */
            host?: null | string;
            /**
             * Format: int32
             * @description Default: 993, or 143 without TLS from the start.
             */
            port?: null | number;
            security?: null | components["schemas"]["MailSecurity"];
            user_name?: null | string;
            /** @description Default: INBOX. */
            mailbox?: null | string;
            /** @description Kept encrypted and never shown. Absent: as before. */
            password?: null | string;
            /** @description A file of the store's machine that has the password; only from there. */
            password_file?: null | string;
            /** @description A variable of the worker's environment that has it; only from the store's machine. */
            password_env?: null | string;
            /** @description minute hour day month weekday; default: every 15 minutes. */
            cron?: null | string;
            /** @description IANA name; default: UTC. */
            time_zone?: null | string;
            /** @description Default: the feed's name. */
            origin?: null | string;
        };
        /** @enum {string} */
        FeedState: "active" | "paused" | "running";
        FeedView: {
            name: string;
            kind: components["schemas"]["FeedKind"];
            state: components["schemas"]["FeedState"];
            path?: null | string;
            host?: null | string;
            /** Format: int32 */
            port?: null | number;
            security?: null | components["schemas"]["MailSecurity"];
            user_name?: null | string;
            mailbox?: null | string;
            /** @description Where the password is: stored, or the name of its file or variable; absent if there is none. */
            password?: null | string;
            origin: string;
            cron: string;
            time_zone: string;
            /**
             * Format: date-time
             * @description Absent if it is paused, or was unscheduled.
             */
            next_at?: null | string;
            /** Format: date-time */
            began_at?: null | string;
            /** Format: date-time */
            ended_at?: null | string;
            /** @description Why the last run ended before it had seen everything. */
            error?: null | string;
            /** Format: int64 */
            taken: number;
            /** Format: int64 */
            waiting: number;
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            refused: number;
            /** @description The first 100 items that failed or were refused; only when one feed is read. */
            problems?: null | components["schemas"]["FeedItemView"][];
        };
        FieldChange: {
            field: string;
            before: null | components["schemas"]["JsonElement"];
            after: null | components["schemas"]["JsonElement"];
        };
        FieldConflict: {
            field: string;
            candidates: components["schemas"]["FieldProvenance"][];
        };
        /** @description A condition on one field. */
        FieldFilter: {
            field: string;
            op: string;
            value?: unknown;
        };
        /**
         * @description Provenance of a field's value, down to the bytes. For a `merge_array` value of several observations, the properties describe the
         *     first one and IReadOnlyList&lt;Contribution&gt;? FieldProvenance.Contributions lists all.
         */
        FieldProvenance: {
            field: string;
            value: components["schemas"]["JsonElement"];
            /** @description Why the observation that states it doubts the value; omitted if it does not. */
            doubt?: null | string;
            /**
             * Format: double
             * @description How likely the value is right, 0..1, as labelled papers showed; omitted if it was not read from a paper by rules.
             */
            confidence?: null | number;
            /** @description Why the value is no field: no schema declares it, or it doesn't fit; omitted for fields. */
            fragment_reason?: null | string;
            observation_id: string;
            /** @description interpretation, structured, correction. */
            class: components["schemas"]["ObservationClass"];
            /** Format: int32 */
            priority: number;
            /** Format: double */
            specificity: number;
            /** Format: date-time */
            observed_at: string;
            /** Format: date-time */
            recorded_at: string;
            actor?: null | string;
            reason?: null | string;
            source_id?: null | string;
            source_digest?: null | string;
            file_name?: null | string;
            run_id?: null | string;
            interpreter?: null | string;
            configuration?: null | components["schemas"]["JsonElement"];
            document_id?: null | string;
            /** Format: int32 */
            block?: null | number;
            locator?: null | components["schemas"]["ByteLocator"];
            /**
             * @description What the locator points into: `source`, its bytes, or `text`, the document's own text, for formats without text of their
             *     own.
             */
            locator_in?: null | string;
            /** @description Places of the quote in the original, piece by piece, if the locator points into the document's text. */
            places?: null | components["schemas"]["PlaceView"][];
            /**
             * @description Place of the whole block around the quote (its row, paragraph or list item), one for each page or sheet; omitted without boxes and
             *     cells.
             */
            parent?: null | components["schemas"]["PlaceView"][];
            /** @description The text at the locator, re-read now. */
            quote?: null | string;
            /** @description Up to 60 characters before the quote; string? FieldProvenance.QuoteAfter has those after it. */
            quote_before?: null | string;
            quote_after?: null | string;
            /** @description Other places that the value was read from, such as the word that gave an amount its sign; null if none. */
            also?: null | components["schemas"]["QuotedPlace"][];
            /**
             * @description Whether the re-read quote equals the evidence recorded with the observation, and those of `also` theirs; null if there is no
             *     locator. For several contributions: true if all are verified, false if one is not.
             */
            quote_verified?: null | boolean;
            /** @description The observations that together make up the value, ordered by their first elements; null if there is only one. */
            contributions?: null | components["schemas"]["Contribution"][];
            /**
             * Format: int32
             * @description Number of contributions not listed; they are among the entity's observations. Null if none.
             */
            contributions_left_out?: null | number;
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        FieldStats: {
            entity_type: string;
            field: string;
            interpreter: string;
            counts: components["schemas"]["ReviewCounts"];
            /** Format: int64 */
            flagged: number;
            /**
             * Format: int64
             * @description With those of answers that could not be read.
             */
            quarantined: number;
        };
        /** @description Evidence of one field that two records are the same. */
        FieldWeight: {
            field: string;
            /** @description How they compare there: exact, jaro_winkler &gt;= 0.94, …, different, missing. */
            level: string;
            /**
             * Format: double
             * @description Bits of evidence: above 0 for, below 0 against; 0 if a value is missing.
             */
            weight: number;
        };
        FindKnownSources: {
            /** @description SHA-256 of contents in hex, up to 1,000. */
            digests: string[];
        };
        FindingAnswer: {
            /** Format: int64 */
            findings: number;
            decision_id: null | string;
        };
        /** @description A change of one finding. */
        FindingChange: {
            /** @description fnd_… */
            finding_id: string;
            action: components["schemas"]["ReviewAction"];
            value?: null | components["schemas"]["JsonElement"];
            /**
             * Format: int64
             * @description As last read: refused (STALE_REVISION) if it has changed since.
             */
            revision?: null | number;
        };
        FindingComment: {
            decision_id: string;
            /** Format: date-time */
            at: string;
            actor: null | string;
            text: string;
        };
        FindingDetails: {
            /** @description Text around the quote. */
            before: string;
            after: string;
            places?: null | components["schemas"]["PlaceView"][];
            /** @description Place of the whole row, paragraph or list item around the quote; omitted without boxes and cells. */
            parent?: null | components["schemas"]["PlaceView"][];
            /** @description Every state, the latest first. */
            history: components["schemas"]["FindingStep"][];
            comments: components["schemas"]["FindingComment"][];
        };
        FindingDifference: {
            change: components["schemas"]["FindingDifferenceKind"];
            field: string;
            finding_id: null | string;
            other_id: null | string;
            value: null | components["schemas"]["JsonElement"];
            other_value: null | components["schemas"]["JsonElement"];
            locator: null | components["schemas"]["ByteLocator"];
            other_locator: null | components["schemas"]["ByteLocator"];
        };
        /**
         * @description How a finding of one run differs from that of another.
         * @enum {string}
         */
        FindingDifferenceKind: "gained" | "lost" | "changed" | "moved";
        /** @description Which findings; all conditions must hold. */
        FindingFilter: {
            /** @description prj_… or its name. */
            project?: null | string;
            /** @description src_… */
            source_id?: null | string;
            /** @description doc_… */
            document_id?: null | string;
            /** @description run_… */
            run_id?: null | string;
            /** @description sub_…: one record or block. */
            subject_id?: null | string;
            /** @description The schema. */
            entity_type?: null | string;
            field?: null | string;
            /** @description paragraph, heading, … */
            block_type?: null | string;
            state?: null | components["schemas"]["ReviewState"];
            admission?: null | components["schemas"]["Admission"];
            /**
             * Format: double
             * @description At least this certain, 0 to 1.
             */
            min_confidence?: null | number;
            /**
             * Format: double
             * @description At most this certain, 0 to 1.
             */
            max_confidence?: null | number;
            /** @description The interpreter of the run: rules, … */
            interpreter?: null | string;
            /** @description What value or quote contain. */
            text?: null | string;
            /** @description Who it is assigned to. */
            assignee?: null | string;
        };
        FindingStep: {
            decision_id: string;
            /** Format: date-time */
            at: string;
            actor: null | string;
            reason: null | string;
            state: components["schemas"]["ReviewState"];
            reviewed: null | components["schemas"]["JsonElement"];
        };
        /** @description A value that a staged run has found. */
        FindingView: {
            finding_id: string;
            /** @description The record or block that it is about, of this run. */
            subject_id: string;
            run_id: string;
            source_id: string;
            file_name?: null | string;
            document_id: string;
            /** Format: int64 */
            block: number;
            block_type?: null | string;
            entity_type: string;
            field: string;
            value?: null | components["schemas"]["JsonElement"];
            quote?: null | string;
            locator?: null | components["schemas"]["ByteLocator"];
            /** Format: double */
            confidence: number;
            calibrated?: null | components["schemas"]["CalibratedConfidence"];
            /** @description Why it is flagged, quarantined or unparsed. */
            remark?: null | string;
            admission: components["schemas"]["Admission"];
            state: components["schemas"]["ReviewState"];
            reviewed?: null | components["schemas"]["JsonElement"];
            /**
             * Format: int64
             * @description Changes with every decision; pass it with a change to have that refused if another came between.
             */
            revision: number;
            reviewed_by?: null | string;
            /** Format: date-time */
            reviewed_at?: null | string;
            reason?: null | string;
            assignee?: null | string;
            joins?: null | components["schemas"]["JoinedEntity"];
            earlier?: null | components["schemas"]["EarlierReview"];
            /** @description A random sample without the value, to measure what is overlooked. */
            blind?: null | boolean;
            details?: null | components["schemas"]["FindingDetails"];
        };
        FragmentField: {
            /** @description The most frequent spelling of the name. */
            name: string;
            /**
             * Format: int64
             * @description Values that are not null.
             */
            occurrences: number;
            /** @description Number of values by JSON type; text that parses as a number or boolean counts as that. */
            types: {
                [key: string]: number;
            };
            /** @description Number of texts by format: date, moment, time, email, uri; the others are plain. */
            formats: {
                [key: string]: number;
            };
            examples: unknown[];
            /**
             * Format: double
             * @description 0.50 · type consistency + 0.25 · format consistency + 0.15 · name pattern + 0.10 · min(occurrences / 10, 1).
             */
            confidence: number;
            /** Format: double */
            type_consistency: number;
            /** Format: double */
            format_consistency: number;
            /** Format: double */
            name_pattern: number;
            /** @description At least 5 values, a confidence of at least 0.8, and not declared yet. */
            proposed: boolean;
            /** @description Whether the active schema has a field of this name: the values did not fit it, or came before it. */
            declared: boolean;
            proposed_name: string;
            proposed_schema: components["schemas"]["JsonElement"];
            /** @description Values stated so far by structured requests that the proposed field would refuse; null if none. */
            note?: null | string;
            /** Format: date-time */
            first_observed: string;
            /** Format: date-time */
            last_observed: string;
        };
        /** @description Report on the fragments of a type: fields that its schema does not declare, or whose values did not fit. */
        FragmentReport: {
            entity_type: string;
            suggested_type?: null | string;
            /**
             * Format: int64
             * @description Observations with fragments that were read, without retracted ones.
             */
            observations: number;
            /** @description False if the type has more observations or names than one report reads; it then covers the oldest entities. */
            complete: boolean;
            /** @description Fields, the best candidates first. */
            fields: components["schemas"]["FragmentField"][];
            title?: null | components["schemas"]["ProposedKey"];
            identity?: null | components["schemas"]["ProposedKey"];
        };
        /** @description A field that no schema declares, or whose value doesn't fit or is quarantined; kept whole. */
        FragmentView: {
            value: components["schemas"]["JsonElement"];
            reason: string;
            locator?: null | components["schemas"]["ByteLocator"];
            /** @description Quote of a quarantined value that the source doesn't have at the locator; omitted for all others. */
            quote?: null | string;
            /** @description `source` or `text`, as in provenance. */
            locator_in?: null | string;
            places?: null | components["schemas"]["PlaceView"][];
        };
        GetEntityRows: {
            /** @description ent_…, up to 200. */
            ids: string[];
            /** @description Known then: seq or time. */
            known_at?: null | string;
            /** @description Observed by then. */
            valid_at?: null | string;
        };
        HealthCheck: {
            /** @description database, migrations, blobs, queue. */
            name: string;
            ok: boolean;
            /**
             * Format: double
             * @description How long the look took.
             */
            seconds: number;
            /** @description False: requests are answered without it as well. */
            needed?: boolean;
            /** @description What is wrong, or worth knowing, in words without names of machines, users or files. */
            detail?: null | string;
            /**
             * Format: double
             * @description Of the queue: seconds that the oldest ready or due job has waited.
             */
            oldest_age?: null | number;
        };
        /** @enum {string} */
        HealthStatus: "ok" | "unavailable";
        HealthView: {
            status: components["schemas"]["HealthStatus"];
            /** @description Checks that ran; left out if none did. */
            checks?: null | components["schemas"]["HealthCheck"][];
        };
        /** @description A field and the correction that decides it, until that is retracted or a correction with a later `observed_at` is made. */
        HeldField: {
            field: string;
            observation_id: string;
            /** Format: date-time */
            observed_at: string;
        };
        HistoryEntry: {
            /** Format: int64 */
            seq: number;
            /** Format: date-time */
            recorded_at: string;
            kind: components["schemas"]["HistoryKind"];
            id: string;
            actor?: null | string;
            reason?: null | string;
            source_id?: null | string;
            run_id?: null | string;
            /** @description Fields that this step changed, with their values before and after. */
            changes?: components["schemas"]["FieldChange"][];
            other?: null | string;
            /** @description What it takes back or brings back: obs_… or dec_…. */
            target?: null | string;
        };
        /**
         * @description What a step of an entity's history is.
         * @enum {string}
         */
        HistoryKind: "observation" | "correction" | "merge" | "unmerge" | "split" | "unsplit" | "delete" | "restore" | "retract" | "reinstate" | "relate" | "unrelate" | "dismiss_duplicate" | "reopen_duplicate" | "dismiss_match" | "reopen_match" | "activate_schema" | "promote" | "roll_back_promotion" | "review_findings" | "approve_document" | "withdraw_approval" | "delete_run" | "restore_run" | "delete_schema" | "set_prompt" | "create_project" | "change_project" | "delete_project" | "restore_project" | "add_to_project" | "remove_from_project";
        /**
         * @description What a search found.
         * @enum {string}
         */
        HitKind: "entity" | "block";
        /** @description Results of a multipart upload, in the order of its files. */
        IngestBatch: {
            items: components["schemas"]["IngestBatchItem"][];
        };
        /** @description Result of one file, or the reason why it was refused. */
        IngestBatchItem: {
            file_name?: null | string;
            result?: null | components["schemas"]["IngestResult"];
            code?: null | string;
            detail?: null | string;
        };
        /** @description The result of ingesting one source. */
        IngestResult: {
            source_id: string;
            digest: string;
            file_name?: null | string;
            media_type: string;
            /** Format: int64 */
            byte_size: number;
            storage_status: components["schemas"]["StorageStatus"];
            deduplicated: boolean;
            run?: null | components["schemas"]["RunResult"];
            members?: null | components["schemas"]["MembersResult"];
            /** @description Quotas that are at least 80 % used; absent if there is none. */
            warnings?: null | components["schemas"]["QuotaWarning"][];
        };
        IngestUrlRequest: {
            /** @description http or https. */
            url: string;
            /** @description Helps to tell the format. */
            file_name?: null | string;
            /** @description Decides among text formats. */
            media_type?: null | string;
            /** @description Where ids mean something. */
            origin?: null | string;
            /** @description Its place in the origin, by which a later version is known; default: file_name. */
            origin_path?: null | string;
            /** @description src_… of which this is a newer version. */
            replaces?: null | string;
            /**
             * Format: date-time
             * @description When it was true; default now.
             */
            observed_at?: null | string;
            /** @description false: only keep the bytes. */
            interpret?: boolean;
            /** @description Default: chosen by score. */
            entity_type?: null | string;
            /** @description Day before month; default: detected. */
            day_first?: null | boolean;
            /** @description CSV: has a header row; default: detected. */
            header?: null | boolean;
            /** @description Read pictures and scanned pages of PDFs by OCR. */
            ocr?: null | boolean;
            /** @description OCR in these languages, such as deu+eng. */
            ocr_language?: null | string;
            /** @description rules (the default) or recorded, with an annotation schema as entity_type. */
            interpreter?: null | string;
            /** @description true: findings wait for review_findings; default: as the interpreter does. */
            stage?: null | boolean;
            /** @description false: by a worker; see watch_run. */
            wait?: null | boolean;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        IngestedEntity: {
            entity_id: string;
            entity_type: string;
            created: boolean;
            fields: Record<string, never>;
        };
        /**
         * @description Kinds of failed attempts.
         * @enum {string}
         */
        JobErrorClass: "retry" | "retry_after" | "cut" | "postponed" | "fatal" | "lease" | "cancelled";
        JobErrorView: {
            /** Format: int32 */
            attempt: number;
            /** Format: date-time */
            at: string;
            class: components["schemas"]["JobErrorClass"];
            message: string;
        };
        /** @description Paused kinds of jobs; `*` stands for all. */
        JobPauses: {
            kinds: string[];
        };
        /** @description Work to be done by a worker. */
        JobRequest: {
            /**
             * @description A kind that can be started, such as verify, archive, duplicates or sweep.
             * @enum {string}
             */
            kind: "archive" | "chain" | "duplicates" | "index" | "payments" | "sweep" | "verify";
            options?: null | components["schemas"]["JsonElement"];
        };
        JobScheduleRequest: {
            cron: string;
            /** @enum {string} */
            kind: "archive" | "chain" | "duplicates" | "index" | "payments" | "sweep" | "verify";
            time_zone?: string;
            options?: null | components["schemas"]["JsonElement"];
        };
        /** @description A recurring job. */
        JobScheduleView: {
            name: string;
            /** @description minute hour day month weekday, as in crontab(5). */
            cron: string;
            /** @description IANA name, such as Europe/Berlin. */
            time_zone: string;
            /** @enum {string} */
            kind: "archive" | "batch" | "chain" | "delete_run" | "duplicates" | "feed" | "follow_decisions" | "index" | "interpret" | "payments" | "promotion" | "review" | "sweep" | "upload" | "verify";
            options?: null | components["schemas"]["JsonElement"];
            /** Format: date-time */
            next_at: string;
            /** Format: date-time */
            last_at?: null | string;
            last_job_id?: null | string;
        };
        /**
         * @description State of a job. The first three are rows of `jobs`, the others of `job_archive`.
         * @enum {string}
         */
        JobState: "ready" | "running" | "waiting" | "done" | "dead" | "cancelled";
        /** @description A unit of background work. */
        JobView: {
            job_id: string;
            /** @enum {string} */
            kind: "archive" | "batch" | "chain" | "delete_run" | "duplicates" | "feed" | "follow_decisions" | "index" | "interpret" | "payments" | "promotion" | "review" | "sweep" | "upload" | "verify";
            /** @description ready, running, waiting (for run_at), done, dead (given up, can be retried), cancelled. */
            state: components["schemas"]["JobState"];
            /** @description At most one unfinished job may have this key. */
            key?: null | string;
            /** @description Who requested it. */
            actor?: null | string;
            /**
             * Format: int32
             * @description Number of claims.
             */
            attempt: number;
            /** Format: int32 */
            max_attempts: number;
            /** Format: date-time */
            enqueued_at: string;
            /** Format: date-time */
            run_at: string;
            /** Format: date-time */
            started_at?: null | string;
            /** Format: date-time */
            finished_at?: null | string;
            /** @description Current or last worker. */
            worker?: null | string;
            /**
             * Format: date-time
             * @description Time until which the worker is considered alive.
             */
            lease_until?: null | string;
            payload: components["schemas"]["JsonElement"];
            result?: null | components["schemas"]["JsonElement"];
            /** @description Errors by attempt: the first and the latest 19. */
            errors?: components["schemas"]["JobErrorView"][];
        };
        JoinedEntity: {
            entity_id: string;
            title: null | string;
        };
        JsonElement: unknown;
        KnownSource: {
            /** @description In lower case. */
            digest: string;
            source_id: string;
            file_name: null | string;
        };
        KnownSources: {
            /** @description The contents that are held, in the order asked. */
            items: components["schemas"]["KnownSource"][];
        };
        LiftReason: {
            /** @description Why; kept. */
            reason?: null | string;
        };
        /**
         * @description How a source came out of another.
         * @enum {string}
         */
        LinkRelation: "member" | "attachment";
        ListEntityIds: {
            entity_type?: null | string;
            /** @description prj_… or its name. */
            project?: null | string;
            /** @description All must hold. */
            filters?: components["schemas"]["FieldFilter"][];
            /** @description A filter: total > 100 and (vendor = 'Acme' or date in last month). */
            where?: null | string;
            /** @description Where its days begin: Europe/Berlin; default UTC. */
            time_zone?: null | string;
            /** @description Full-text condition. */
            text?: null | string;
            /** @description Ledger seq or time. */
            changed_since?: null | string;
            /** @description A field, created or updated; "-" before it: descending. */
            sort?: null | string;
            include_merged?: boolean;
            include_deleted?: boolean;
            /** Format: int32 */
            limit?: number;
            /** @description Known then: seq or time. */
            known_at?: null | string;
            /** @description Observed by then. */
            valid_at?: null | string;
        };
        ListedSources: {
            /** @description src_…, up to 1,000. */
            source_ids: string[];
            /** @description Also the sources inside these: files of a ZIP, attachments of a mail. */
            with_members?: boolean;
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        /** @enum {string} */
        MailSecurity: "tls" | "starttls" | "none" | null;
        /** @enum {string} */
        MatchReason: "number" | "amount" | "sum" | "part" | "party" | "iban" | "date";
        MemberResult: {
            /** @description Place in the parent: the path inside the ZIP, or the MIME part. */
            path: string;
            /** @description File name in the parent. */
            file_name?: null | string;
            source_id?: null | string;
            media_type?: null | string;
            deduplicated?: boolean;
            run_status?: null | components["schemas"]["RunStatus"];
            /** Format: int64 */
            entity_count?: number;
            /** @description Why it was not ingested or not interpreted. */
            error?: null | string;
        };
        /** @description Results of the sources inside a source: files of a ZIP, attachments of a mail. */
        MembersResult: {
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            failed_count: number;
            /**
             * Format: int64
             * @description Entities that their runs found or added to, including nested members.
             */
            entity_count: number;
            /** @description The first 100 members: failed ones first, then empty ones. */
            items?: components["schemas"]["MemberResult"][];
        };
        MergePreview: {
            /** @description The entity that would stay. */
            entity_id: string;
            entity_type: string;
            /** @description What would stand, by the same precedence as always. */
            fields: Record<string, never>;
        };
        MergeRequest: {
            /** @description The entity that the one in the address becomes part of. */
            to: string;
            reason?: null | string;
            idempotency_key?: null | string;
        };
        Neighborhood: {
            entities: components["schemas"]["EntityView"][];
            relationships: components["schemas"]["RelationshipView"][];
            /** @description Whether there is, or may be, more within the requested depth. */
            truncated: boolean;
            /** @description What was left out and what to do about it; null if nothing was. */
            incomplete?: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        NewComment: {
            text: string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        NewToken: {
            /** @description `strata_&lt;user&gt;_&lt;43 characters of base64url&gt;`. */
            token: string;
            details: components["schemas"]["UserToken"];
        };
        NextFindings: {
            /** Format: int32 */
            limit?: number;
            /** @description Keep them from other reviewers for five minutes; default true. */
            lease?: boolean;
            /** @description prj_… or its name. */
            project?: null | string;
            /** @description src_… */
            source_id?: null | string;
            /** @description doc_… */
            document_id?: null | string;
            /** @description run_… */
            run_id?: null | string;
            /** @description sub_…: one record or block. */
            subject_id?: null | string;
            /** @description The schema. */
            entity_type?: null | string;
            field?: null | string;
            /** @description paragraph, heading, … */
            block_type?: null | string;
            state?: null | components["schemas"]["ReviewState"];
            admission?: null | components["schemas"]["Admission"];
            /**
             * Format: double
             * @description At least this certain, 0 to 1.
             */
            min_confidence?: null | number;
            /**
             * Format: double
             * @description At most this certain, 0 to 1.
             */
            max_confidence?: null | number;
            /** @description The interpreter of the run: rules, … */
            interpreter?: null | string;
            /** @description What value or quote contain. */
            text?: null | string;
            /** @description Who it is assigned to. */
            assignee?: null | string;
        };
        NextItem: {
            finding: components["schemas"]["FindingView"];
            /** @description Ids of findings of the same field and value nearby, to decide about together. */
            alike: string[];
        };
        /** @description What to look at next. */
        NextResult: {
            items: components["schemas"]["NextItem"][];
            /**
             * Format: int64
             * @description Staged findings that match, these among them.
             */
            left: number;
        };
        /**
         * @description Who stated an observation.
         * @enum {string}
         */
        ObservationClass: "interpretation" | "structured" | "correction";
        ObservationView: {
            observation_id: string;
            /** Format: int64 */
            seq: number;
            entity_id: string;
            /** @description The entity it was recorded against, if a merge shows it under another. */
            recorded_against?: null | string;
            entity_type: string;
            class: components["schemas"]["ObservationClass"];
            fields: Record<string, never>;
            fragments?: null | {
                [key: string]: components["schemas"]["FragmentView"];
            };
            /** @description Fields whose value is doubtful, with the reason; omitted if there are none. */
            doubts?: null | {
                [key: string]: string;
            };
            /** @description Evidence by field, on request; fields that were not read from a source have none. */
            evidence?: null | {
                [key: string]: components["schemas"]["EvidenceView"];
            };
            /** Format: int32 */
            schema_version: number;
            /** Format: date-time */
            observed_at: string;
            /** Format: date-time */
            recorded_at: string;
            rule?: null | string;
            source_id?: null | string;
            run_id?: null | string;
            actor?: null | string;
            retracted?: boolean;
        };
        PageOfAuditEntry: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["AuditEntry"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfBatchView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["BatchView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfBlockView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["BlockView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfDocumentView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["DocumentView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfDuplicateView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["DuplicateView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfEntityConflict: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["EntityConflict"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfEntityView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["EntityView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfFeedView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["FeedView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfFindingView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["FindingView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfHistoryEntry: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["HistoryEntry"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfJobScheduleView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["JobScheduleView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfJobView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["JobView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfObservationView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["ObservationView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfPaymentMatchView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["PaymentMatchView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfPlannedAnswer: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["PlannedAnswer"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfProjectSourceView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["ProjectSourceView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfProjectView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["ProjectView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfPromotionView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["PromotionView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfRunView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["RunView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfSourceLinkView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["SourceLinkView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfSourceView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["SourceView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfTimelineEvent: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["TimelineEvent"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfUserToken: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["UserToken"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        PageOfUserView: {
            /** @description May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded. */
            items: components["schemas"]["UserView"][];
            /** @description Continues after this page; null: this is the last one. */
            next_cursor: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
            total?: null | components["schemas"]["Total"];
            /** @description On lists with a filter as text: the filter as it was understood, with dates that don't move. */
            where?: null | string;
        };
        /** @description What was removed, signed by the store. */
        PartErasureReceipt: {
            /** @description The decision; `lift_erasure` takes it. */
            erasure_id: string;
            user_id: string;
            scope: components["schemas"]["ErasureScope"];
            /** Format: date-time */
            finished_at: string;
            /** @description Rows removed, by table. Their digests stay in the hash chain. */
            rows: {
                [key: string]: number;
            };
            /** Format: int64 */
            blobs: number;
            /** Format: int64 */
            bytes: number;
            /** @description State and hash chain after it. */
            state_hash: string;
            chain_head: string;
            /** @description Whether traces of removed rows may be left in free space of the database until that is used again. */
            traces_in_free_space: boolean;
            /**
             * Format: date-time
             * @description What an erasure can't reach: when the last backup before it was taken; null if none is recorded.
             */
            last_backup?: null | string;
            key: string;
            /** @description HMAC-SHA-256 (hex) of the receipt as compact JSON with an empty signature. */
            signature: string;
        };
        /**
         * @description Proposed matches by state.
         * @enum {string}
         */
        PaymentMatchFilter: "open" | "confirmed" | "dismissed" | "all";
        PaymentMatchReport: {
            /** Format: int64 */
            payments: number;
            /** Format: int64 */
            invoices: number;
            /**
             * Format: int64
             * @description Pairs that are open now.
             */
            proposed: number;
            /**
             * Format: int64
             * @description Of these, how many were not filed before.
             */
            new: number;
            /**
             * Format: int64
             * @description Open pairs that no longer hold.
             */
            withdrawn: number;
            /** @description What was left out, and why; null if nothing was. */
            incomplete: null | string;
        };
        /** @enum {string} */
        PaymentMatchState: "open" | "confirmed" | "dismissed";
        /** @description A payment and an invoice that it may pay. */
        PaymentMatchView: {
            payment_id: string;
            invoice_id: string;
            payment_title?: null | string;
            invoice_title?: null | string;
            state: components["schemas"]["PaymentMatchState"];
            /**
             * Format: double
             * @description 0 to 1.
             */
            score: number;
            reasons: components["schemas"]["MatchReason"][];
            /**
             * Format: double
             * @description As the payment has it: money out is negative.
             */
            amount?: null | number;
            date?: null | string;
            /** Format: double */
            total?: null | number;
            due_date?: null | string;
            number?: null | string;
            currency?: null | string;
            /** @description The decision that confirmed it, which `retract` takes. */
            relationship_id?: null | string;
        };
        /** @description A place in a source whose bytes are not its text. Inapplicable parts are absent. */
        PlaceView: {
            /** @description The member of a container: `word/document.xml`, the MIME part `1.2`. */
            part?: null | string;
            /** @description The element inside the part. */
            path?: null | string;
            bytes?: null | components["schemas"]["ByteLocator"];
            /**
             * Format: int32
             * @description Page or slide, from 1.
             */
            page?: null | number;
            box?: null | components["schemas"]["BoxView"];
            sheet?: null | string;
            /** @description A cell or a range of them: `B7`, `A2:F2`. */
            cells?: null | string;
        };
        PlanRequest: {
            /** @description free, pro or enterprise. */
            plan: string;
            /**
             * Format: int64
             * @description Bytes instead of the plan's limit; -1: no limit; absent: the plan's.
             */
            storage_limit?: null | number;
            /**
             * Format: int64
             * @description Interpretations a month instead of the plan's limit; -1: no limit; absent: the plan's.
             */
            interpretation_limit?: null | number;
        };
        /** @description What an interpreter would be asked about some blocks. */
        PlannedAnswer: {
            /** @description Names the recorded answer: `HASH.json`. */
            hash: string;
            /** Format: int64 */
            first_block: number;
            /** Format: int64 */
            last_block: number;
            request: components["schemas"]["JsonElement"];
        };
        /**
         * @description A refusal as RFC 9457 problem details. string Problem.Code is the stable part that programs go by: one of ErrorCode's
         *     names, or, where HTTP itself refuses, NOT_FOUND (no such address), METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, BAD_REQUEST,
         *     INTERNAL_SERVER_ERROR, …: the status in words.
         */
        Problem: {
            /** @description `urn:strata:error:CODE`. */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            detail?: null | string;
            code: string;
            /** @description What to do about it. */
            advice?: null | string;
            faults?: null | {
                /** @description JSON pointer, or "line 12". */
                path: string;
                reason: string;
            }[];
            /** @description The quota that was exceeded. */
            quota?: {
                /** @description storage (bytes) or interpretations. */
                quota: string;
                /**
                 * Format: int64
                 * @description Reservations included.
                 */
                used: number;
                /** Format: int64 */
                limit: number;
                /**
                 * Format: int64
                 * @description What would have exceeded it; for content of unknown length, the bytes known so far.
                 */
                requested: number;
                /** Format: date-time */
                resets_at: null | string;
            };
            /**
             * Format: int64
             * @description Seconds until a retry makes sense; equal to the Retry-After header.
             */
            retry_after?: null | number;
            /** @description Id of the request in the server's log. */
            trace_id?: null | string;
        };
        /** @description The result of a decision about a project. */
        ProjectChange: {
            project: components["schemas"]["ProjectView"];
            /** @description Pass it to retract to undo the change; null if nothing changed. */
            decision_id?: null | string;
            /** Format: int64 */
            seq?: null | number;
            /**
             * Format: int64
             * @description Sources added or removed.
             */
            changed?: number;
        };
        /** @description What is in a project. */
        ProjectCounts: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            documents: number;
            /** Format: int64 */
            blocks: number;
            /** Format: int64 */
            observations: number;
            /**
             * Format: int64
             * @description Entities that observations of these sources are about, which may be about others as well.
             */
            entities: number;
            /**
             * Format: int64
             * @description Sources that no interpreter has read.
             */
            uninterpreted: number;
            /**
             * Format: int64
             * @description Sources that no other project holds.
             */
            exclusive: number;
            /** @description Number of sources by the state of their latest run. */
            sources: {
                [key: string]: number;
            };
        };
        /** @description A source of a project. */
        ProjectSourceView: {
            source_id: string;
            file_name?: null | string;
            media_type: string;
            /** Format: int64 */
            byte_size: number;
            /** Format: int64 */
            documents: number;
            /** Format: int64 */
            blocks: number;
            /** @description The latest run; null if there is none. */
            run_id?: null | string;
            status?: null | components["schemas"]["RunStatus"];
            /**
             * Format: int64
             * @description Of the latest run.
             */
            observations: number;
            /** Format: date-time */
            added_at: string;
        };
        /** @enum {string} */
        ProjectState: "active" | "deleted";
        ProjectUpdate: {
            /** @description The new name; left out: as it is. */
            name?: null | string;
            /** @description The new description; left out: as it is. */
            description?: null | string;
            prompt?: null | components["schemas"]["JsonElement"];
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        ProjectView: {
            project_id: string;
            name: string;
            description?: null | string;
            prompt?: null | components["schemas"]["JsonElement"];
            state: components["schemas"]["ProjectState"];
            /** Format: int64 */
            source_count: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            counts?: null | components["schemas"]["ProjectCounts"];
        };
        PromoteRequest: {
            /** @description The type whose fragments become fields, or `generic` to turn untyped entities into ones of string? PromoteRequest.ToType. */
            entity_type: string;
            /** @description For untyped entities: only those that the input gave this type. */
            suggested_type?: null | string;
            /** @description Type that untyped entities become, existing or new. Default: string? PromoteRequest.SuggestedType. */
            to_type?: null | string;
            /** @description Fields to promote; empty for all that the report proposes. */
            fields?: components["schemas"]["PromotedField"][];
            /** @description Of a new type: the field that names its entities. Default: as the report proposes. */
            title?: null | string;
            /** @description Of a new type: the fields that together identify its entities; empty for none. Default: as the report proposes. */
            identity?: null | string[];
            reason?: null | string;
            idempotency_key?: null | string;
            /** @description False: return once the schema is active; a worker turns the fragments into observations. */
            wait?: boolean;
        };
        PromotedField: {
            /** @description Name of the fragment in the inputs, ignoring case, spaces and punctuation. */
            fragment: string;
            /** @description Name of the field; default: as the report proposes. */
            name?: null | string;
            /** @description JSON Schema of the field; default: as the report proposes. */
            schema?: unknown;
        };
        /**
         * @description State of a promotion.
         * @enum {string}
         */
        PromotionState: "backfilling" | "done" | "rolling_back" | "rolled_back";
        PromotionView: {
            /** @description `dec_…`; pass it to `retract` to roll back. */
            promotion_id: string;
            state: components["schemas"]["PromotionState"];
            entity_type: string;
            suggested_type?: null | string;
            to_type: string;
            /** Format: int32 */
            version: number;
            /**
             * Format: int32
             * @description Schema version that the promotion replaced, if it made a new one; a roll-back activates it again.
             */
            previous_version?: null | number;
            fields: string[];
            /**
             * Format: int64
             * @description Observations made from fragments so far.
             */
            observations: number;
            /**
             * Format: int64
             * @description Values that do not fit the field and stay fragments.
             */
            unfitting: number;
            /** @description In the result of a promotion: values stated so far by structured requests that are refused from now on. */
            notes?: string[];
            actor?: null | string;
            /** Format: date-time */
            recorded_at: string;
            /** Format: date-time */
            finished_at?: null | string;
        };
        /** @description The last two layers of every prompt: parts that neither request, schema nor project give come from here. */
        PromptView: {
            user?: null | components["schemas"]["JsonElement"];
            operator?: null | components["schemas"]["JsonElement"];
            /** @description The decision that the user's comes from; pass it to retract to undo it. Null if there was none. */
            decision_id?: null | string;
        };
        ProposedKey: {
            /** @description Its name in the type. */
            field: string;
            /** @description Some of its values. */
            examples: unknown[];
        };
        QuerySql: {
            /** @description One SELECT (DuckDB) over a table per entity type, entities, observations and blocks. */
            sql: string;
            /** @description Known then: seq or time. */
            known_at?: null | string;
            /**
             * Format: int32
             * @description Most rows.
             */
            limit?: number;
        };
        QuotaView: {
            /** Format: int64 */
            used: number;
            /**
             * Format: int64
             * @description Reserved for content that is coming in.
             */
            reserved?: number;
            /**
             * Format: int64
             * @description Null: no limit.
             */
            limit?: null | number;
            /**
             * Format: int64
             * @description Null: no limit.
             */
            remaining?: null | number;
            /**
             * Format: date-time
             * @description When the count starts over; null: never.
             */
            resets_at?: null | string;
        };
        /** @description At least four fifths of a quota are used. */
        QuotaWarning: {
            /** @description storage (bytes) or interpretations. */
            quota: string;
            /** Format: int64 */
            used: number;
            /** Format: int64 */
            limit: number;
            /** Format: date-time */
            resets_at: null | string;
            /**
             * Format: date-time
             * @description Since when, as in the audit log (quota_warning). Null: unknown.
             */
            since: null | string;
        };
        /** @description A further place that a value was read from; `locator_in` is the same as for the value. */
        QuotedPlace: {
            locator: components["schemas"]["ByteLocator"];
            places?: null | components["schemas"]["PlaceView"][];
            /** @description The text at the locator, re-read now. */
            quote?: null | string;
            /** @description Whether the quote equals the recorded one. */
            quote_verified?: null | boolean;
        };
        /**
         * @description The points that an answer was read at, also where the request named none: asked again with them, the answer stays what it is, whatever
         *     is added meanwhile.
         */
        ReadPoints: {
            /**
             * Format: int64
             * @description Ledger position: nothing later was known.
             */
            known_at: number;
            /** @description Nothing observed later was taken; null: no bound. */
            valid_at?: null | string;
        };
        ReasonStats: {
            reason: string;
            /** Format: int64 */
            count: number;
        };
        RebuildReport: {
            /** Format: int64 */
            entities: number;
            /** Format: int64 */
            observations: number;
            /** Format: int64 */
            changed: number;
            state_hash: string;
            /** Format: double */
            seconds: number;
        };
        ReconstructReport: {
            source_id: string;
            /** @description Absent if the source has several documents, or none. */
            document_id?: null | string;
            source_digest: string;
            /** @description SHA-256 (hex) of the result: the source's own if nothing is revised. */
            digest: string;
            /** Format: int64 */
            byte_size: number;
            identical: boolean;
            /** @description Replacements, in order. */
            changes?: components["schemas"]["TextChange"][];
            /** @description Revising values that could not be put in, with reasons. */
            not_applied?: components["schemas"]["RevisionNotApplied"][];
            /** @description Revisions of blocks that nobody has confirmed; they are left out. */
            not_confirmed?: components["schemas"]["RevisionNotConfirmed"][];
            /** @description What the result is, if the source's own format can't be revised: `text/markdown`. Absent: the source's own format. */
            media_type?: null | string;
        };
        ReconstructRequest: {
            /** @description Blocks with new text; nothing else in them changes. */
            revisions?: components["schemas"]["BlockRevision"][];
            /** @description Whether to put in corrected values of fields that revise the text by their schema (`x-strata: {"revises": "text"}`). */
            declared?: boolean;
        };
        /** @enum {string} */
        RecurrencePeriod: "weekly" | "fortnightly" | "monthly" | "every_two_months" | "quarterly" | "half_yearly" | "yearly";
        RecurringList: {
            items: components["schemas"]["RecurringPayment"][];
            /** @description What was not looked at, or left out; null if nothing was. */
            incomplete: null | string;
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        RecurringPayment: {
            counterparty: string;
            period: components["schemas"]["RecurrencePeriod"];
            /**
             * Format: double
             * @description The last one; negative: money out.
             */
            amount: number;
            currency?: null | string;
            /** @description Whether amounts differ too often to tell changes; then the smallest and the largest are given. */
            variable?: boolean;
            /** Format: double */
            least?: null | number;
            /** Format: double */
            most?: null | number;
            /** Format: date */
            since: string;
            /** Format: date */
            last: string;
            /**
             * Format: date
             * @description When the next is expected; null if it has ended.
             */
            next?: null | string;
            changes: components["schemas"]["AmountChange"][];
            /** @description When one was expected and did not come. */
            missed: string[];
            /** Format: int32 */
            count: number;
            /** @description The payments, the latest first; at most 24. */
            entity_ids: string[];
        };
        RegisterSchemaRequest: {
            entity_type: string;
            schema: components["schemas"]["JsonElement"];
            activate?: boolean;
            idempotency_key?: null | string;
        };
        /** @description How a held source is read again. */
        ReinterpretOptions: {
            prompt?: null | components["schemas"]["JsonElement"];
            /** @description Default: chosen by score. */
            entity_type?: null | string;
            /** @description Day before month; default: detected. */
            day_first?: null | boolean;
            /** @description CSV: has a header row; default: detected. */
            header?: null | boolean;
            /** @description Read pictures and scanned pages of PDFs by OCR. */
            ocr?: null | boolean;
            /** @description OCR in these languages, such as deu+eng. */
            ocr_language?: null | string;
            /** @description rules (the default) or recorded, with an annotation schema as entity_type. */
            interpreter?: null | string;
            /** @description true: findings wait for review_findings; default: as the interpreter does. */
            stage?: null | boolean;
            /** @description false: by a worker; see watch_run. */
            wait?: null | boolean;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        RelateRequest: {
            from: string;
            to: string;
            type: string;
            /**
             * Format: date-time
             * @description When the relationship was observed, which `valid_at` is compared with. Default: now.
             */
            observed_at?: null | string;
            idempotency_key?: null | string;
        };
        /**
         * @description Where a relationship comes from.
         * @enum {string}
         */
        RelationshipOrigin: "stated" | "reference";
        RelationshipView: {
            relationship_id: string;
            type: string;
            from: string;
            to: string;
            origin: components["schemas"]["RelationshipOrigin"];
            field?: null | string;
        };
        RetriedRun: {
            /** @description The run that asks; it is known already if nothing was rejected since. */
            run_id: string;
            retry_of: string;
            source_id: string;
            /** Format: int64 */
            rejected: number;
        };
        /** @description Runs that ask again. */
        RetriedRuns: {
            /**
             * Format: int64
             * @description Rejected values that are asked about.
             */
            rejected: number;
            /**
             * Format: int64
             * @description Rejected values of interpreters that would find the same again.
             */
            skipped: number;
            runs: components["schemas"]["RetriedRun"][];
        };
        RetryRejected: {
            /** @description run_…: what was rejected of this run. */
            run_id?: null | string;
            /** @description Or of runs of this source. */
            source_id?: null | string;
            /** @description Or of sources of this project: prj_… or its name. */
            project?: null | string;
            /** @description Only with this schema. */
            entity_type?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        /** @enum {string} */
        ReviewAction: "confirm" | "reject" | "correct" | "clear" | "reset";
        ReviewCounts: {
            /** Format: int64 */
            staged: number;
            /** Format: int64 */
            confirmed: number;
            /** Format: int64 */
            corrected: number;
            /** Format: int64 */
            rejected: number;
            /**
             * Format: double
             * @description Confirmed among decided; null: none is decided.
             */
            acceptance: null | number;
        };
        ReviewFindings: {
            /** @description Up to 200; all or none. */
            changes: components["schemas"]["FindingChange"][];
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        ReviewMatching: {
            filter: components["schemas"]["FindingFilter"];
            action: components["schemas"]["ReviewAction"];
            value?: null | components["schemas"]["JsonElement"];
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        ReviewResult: {
            /** @description Pass it to retract to undo all of it. */
            decision_id: string;
            /** Format: int64 */
            seq: number;
            findings: components["schemas"]["FindingView"][];
        };
        /**
         * @description What a person has decided about a finding.
         * @enum {string}
         */
        ReviewState: "staged" | "confirmed" | "rejected" | "corrected";
        /** @description What was decided, and what is left. */
        ReviewStats: {
            counts: components["schemas"]["ReviewCounts"];
            fields: components["schemas"]["FieldStats"][];
            reviewers: components["schemas"]["ReviewerStats"][];
            /** @description Decisions that followed unchanged content into another version or run; no reviewer made them. */
            followed: components["schemas"]["ReviewCounts"];
            /** @description The 20 most frequent reasons of rejections. */
            reasons: components["schemas"]["ReasonStats"][];
        };
        ReviewerStats: {
            reviewer: string;
            counts: components["schemas"]["ReviewCounts"];
        };
        RevisionNotApplied: {
            entity_id: string;
            field: string;
            /** @description The corrected value. */
            text: string;
            /** @description Why the source can't take the value. */
            reason?: string;
        };
        RevisionNotConfirmed: {
            document_id: string;
            /** Format: int64 */
            block: number;
            /** @description What the block would read. */
            text: string;
            /** @description The finding to confirm; absent where no person is asked. */
            finding_id?: null | string;
        };
        RotateTokenRequest: {
            /**
             * Format: int32
             * @description How long the old one is still good.
             */
            grace_hours?: number;
        };
        /** @description Differences between the findings of two staged runs, paired by place and field. */
        RunComparison: {
            /** Format: int64 */
            same: number;
            /**
             * Format: int64
             * @description Found by the other run only.
             */
            gained: number;
            /**
             * Format: int64
             * @description Found by the first run only.
             */
            lost: number;
            /**
             * Format: int64
             * @description With another value.
             */
            changed: number;
            /**
             * Format: int64
             * @description The same value, quoted elsewhere.
             */
            moved: number;
            counts: components["schemas"]["ReviewCounts"];
            other_counts: components["schemas"]["ReviewCounts"];
            cost: components["schemas"]["RunCost"];
            other_cost: components["schemas"]["RunCost"];
            differences: components["schemas"]["FindingDifference"][];
        };
        /** @description What a run or a batch took. */
        RunCost: {
            /**
             * Format: double
             * @description From the begin to the end of each run, together.
             */
            seconds: number;
            /**
             * Format: int64
             * @description Made to interpreters that ask.
             */
            requests: number;
        };
        RunDeletion: {
            /** @description Pass it to retract to bring the run back, once it is applied. */
            decision_id: string;
            run_id: string;
            state: components["schemas"]["ApplyState"];
            /**
             * Format: int64
             * @description Observations that the run made, or that were confirmed of its findings.
             */
            total: number;
            /**
             * Format: int64
             * @description Those of them that are withdrawn so far, or stand again.
             */
            changed: number;
        };
        RunDeletionRequest: {
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        RunFeedOptions: {
            /** @description Also try again what failed or was refused. */
            retry?: boolean;
        };
        RunResult: {
            run_id: string;
            status: components["schemas"]["RunStatus"];
            extraction_completeness: components["schemas"]["Completeness"];
            /** @description The first 100 entities; long RunResult.EntityCount counts all. */
            entities?: components["schemas"]["IngestedEntity"][];
            /** Format: int64 */
            entity_count?: number;
            /**
             * Format: int64
             * @description Records and blocks whose findings wait for a person; absent unless the run stages them.
             */
            staged_count?: null | number;
            /** Format: int64 */
            observation_count?: number;
            /** Format: int64 */
            block_count?: number;
            /** Format: int64 */
            skipped_count?: number;
            /** Format: int64 */
            unknown_field_count?: number;
            /** Format: double */
            confidence?: number;
            errors?: string[];
        };
        /**
         * @description State of a run. One that failed, timed out or was cancelled is partial if observations of it are stored.
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
        /** @description One interpretation of a source. */
        RunView: {
            run_id: string;
            source_id: string;
            interpreter: string;
            /** @description Who was asked; `local`: nobody outside this program. */
            provider: string;
            /** @description The model that was asked; null: none. */
            model?: null | string;
            /** Format: double */
            temperature?: null | number;
            /** @description SHA-256 of the prompt, which the configuration has; null: there was none. */
            prompt_hash?: null | string;
            /** @description The commit that the program was built from which began the run; null if it is not known. */
            code_commit?: null | string;
            status: components["schemas"]["RunStatus"];
            extraction_completeness: components["schemas"]["Completeness"];
            /** @description Null if this part of the archive is damaged; the errors then say so, with STORAGE_UPLOAD_FAILED. */
            configuration: components["schemas"]["JsonElement"];
            /**
             * Format: date-time
             * @description For a run that was never claimed, the time of the request.
             */
            started_at: string;
            /** Format: date-time */
            finished_at?: null | string;
            /**
             * Format: date-time
             * @description When the run was moved to the archive; null if it is not there. Its content is the same either way.
             */
            archived_at?: null | string;
            /** @description The decision that deleted it, after which nothing of it counts; null of a run that stands. */
            deleted_by?: null | string;
            /**
             * Format: date-time
             * @description Last heartbeat of the run's owner; null if it has none.
             */
            heartbeat_at?: null | string;
            /**
             * Format: date-time
             * @description When the run ends at the latest, however far it is; null if it has not begun or has ended.
             */
            timeout_at?: null | string;
            /** Format: int32 */
            attempt: number;
            /**
             * Format: int64
             * @description Blocks interpreted; for documents stored first, blocks read ahead count while the run is in progress.
             */
            block_count: number;
            /** Format: int64 */
            observation_count: number;
            /** Format: int64 */
            entity_count: number;
            /**
             * Format: int64
             * @description Records and blocks whose findings wait for a person; absent unless the run stages them.
             */
            staged_count?: null | number;
            /** Format: int64 */
            skipped_count: number;
            /** Format: int64 */
            unknown_field_count: number;
            /** Format: double */
            confidence: number;
            errors?: string[];
        };
        SchemaChange: {
            path: string;
            /** @description added, removed, changed. */
            change: string;
            before: null | components["schemas"]["JsonElement"];
            after: null | components["schemas"]["JsonElement"];
        };
        SchemaDeletion: {
            /** @description Pass it to retract to bring the type back. */
            decision_id: string;
            entity_type: string;
        };
        SchemaDeletionRequest: {
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        SchemaDiff: {
            entity_type: string;
            /** Format: int32 */
            from: number;
            /** Format: int32 */
            to: number;
            changes: components["schemas"]["SchemaChange"][];
        };
        /** @description A schema to begin with: change it, and register it under a name of your own. */
        SchemaTemplate: {
            name: string;
            title: string;
            description: string;
            schema: components["schemas"]["JsonElement"];
        };
        /** @description What a schema finds in the first blocks of a source. Nothing of it is stored. */
        SchemaTrial: {
            source_id: string;
            entity_type: string;
            interpreter: string;
            /**
             * Format: int64
             * @description Blocks that were read.
             */
            block_count: number;
            findings: components["schemas"]["TriedFinding"][];
            /** @description What did not fit or is missing. */
            notes: string[];
        };
        SchemaTrialOptions: {
            /** @description A type that is registered, or the name of the schema that is given. */
            entity_type: string;
            schema?: null | components["schemas"]["JsonElement"];
            /**
             * Format: int32
             * @description Blocks to read, of those that the schema applies to.
             */
            blocks?: number;
            /** @description Default: recorded for an annotation schema, else rules. */
            interpreter?: null | string;
            prompt?: null | components["schemas"]["JsonElement"];
        };
        SchemaView: {
            entity_type: string;
            /** Format: int32 */
            version: number;
            active: boolean;
            /** Format: int32 */
            active_version: number;
            /** Format: int32 */
            latest_version: number;
            title?: null | string;
            description?: null | string;
            /** Format: date-time */
            recorded_at: string;
            hash: string;
            /** @description Id of the decision that has just activated the version (dec_…), for `retract`; else null. */
            decision_id?: null | string;
            /** @description Fields that a table of such entities shows first; absent in lists. */
            columns?: null | string[];
            /** @description Numbers that are money, each with the field of its currency; absent in lists. */
            currencies?: null | {
                [key: string]: string;
            };
            schema?: null | components["schemas"]["JsonElement"];
        };
        SearchAttempt: {
            /** @description Each word with what was looked for in its place. */
            words: {
                [key: string]: string[];
            };
            /** @description As asked. */
            filters: string[];
            /** @description Words of the store that are spelled much like those that it doesn't have. */
            near: string[];
        };
        /** @description Counts of the best hits by value, the most frequent first. */
        SearchFacets: {
            /**
             * Format: int32
             * @description Hits that were counted.
             */
            hits: number;
            /** @description Whether there are more. */
            at_least: boolean;
            types: components["schemas"]["FacetCount"][];
            years: components["schemas"]["FacetCount"][];
            sources: components["schemas"]["FacetCount"][];
        };
        /** @description A thing that was found: an entity with its best passage, or a source that no entity stands for. */
        SearchHit: {
            kind: components["schemas"]["HitKind"];
            /**
             * Format: double
             * @description 0 to 1; plus 1 if all words were found, and ½ if they stand side by side.
             */
            score: number;
            entity?: null | components["schemas"]["EntityView"];
            /** @description Day of the thing: its date, else that of its source. */
            date?: null | string;
            /** @description The amount that it is about, with its currency. */
            amount?: null | string;
            /** @description Where words were found: fields, `passage`, `file name`, or only `type`. */
            matched?: string[];
            /** @description Best passage. */
            block_id?: null | string;
            source_id?: null | string;
            file_name?: null | string;
            snippet?: null | string;
            locator?: null | components["schemas"]["ByteLocator"];
            /** @description `source` or `text`, as of string? FieldProvenance.LocatorIn. */
            locator_in?: null | string;
            places?: null | components["schemas"]["PlaceView"][];
        };
        SearchResults: {
            /** @description The best first. */
            items: components["schemas"]["SearchHit"][];
            /** @description What was not looked at though it might match, and what to do: one search may only cost so much. Null where nothing was passed over. */
            incomplete: null | string;
            facets?: null | components["schemas"]["SearchFacets"];
            tried?: null | components["schemas"]["SearchAttempt"];
            read_at?: null | components["schemas"]["ReadPoints"];
        };
        /** @description Who is asking. */
        SessionView: {
            /** @description Whether the server asks for a token; without, it has one user and needs no sign-in. */
            require_tokens: boolean;
            /** @description Null if nobody is signed in. */
            user: null | string;
            scope: null | components["schemas"]["TokenScope"];
            /** @description The token that the session was made of; null if nobody is signed in, or no token was asked for. */
            token_id: null | string;
            /** @description Whether they may see all users and set plans. */
            is_operator: boolean;
            version: string;
        };
        SetPrompt: {
            prompt?: null | components["schemas"]["JsonElement"];
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        /**
         * @description Why a payment counts.
         * @enum {string}
         */
        SettlementBasis: "confirmed" | "number_and_amount";
        /** @enum {string} */
        SettlementState: "open" | "partly_paid" | "paid";
        /** @description How far an invoice is paid. Computed on each read from what payments say; never stored. */
        SettlementView: {
            state: components["schemas"]["SettlementState"];
            /**
             * Format: double
             * @description Sum of IReadOnlyList&lt;SettlingPayment&gt; SettlementView.Payments.
             */
            paid: number;
            /**
             * Format: double
             * @description What is left of the total.
             */
            open: number;
            currency?: null | string;
            payments: components["schemas"]["SettlingPayment"][];
            /** @description What the invoice itself says, if it says that it is paid though no payment is known. */
            stated?: null | string;
        };
        SettlingPayment: {
            entity_id: string;
            date: null | string;
            /**
             * Format: double
             * @description The part of the payment that counts for this invoice.
             */
            amount: number;
            basis: components["schemas"]["SettlementBasis"];
            /** @description The confirming decision, which `retract` takes; null for a match that nobody confirmed. */
            relationship_id: null | string;
        };
        SignIn: {
            /** @description strata_… */
            token: string;
        };
        /** @description A source inside another, or the source that another is inside of. */
        SourceLinkView: {
            source_id: string;
            file_name: null | string;
            media_type: string;
            /** @description Path of the member in its parent. */
            path: string;
            relation: components["schemas"]["LinkRelation"];
        };
        /** @enum {string} */
        SourceRunState: "none" | "queued" | "running" | "completed" | "partial" | "failed" | "cancelled" | null;
        SourceView: {
            source_id: string;
            digest: string;
            file_name?: null | string;
            media_type: string;
            origin?: null | string;
            /** Format: int64 */
            byte_size: number;
            storage_status: components["schemas"]["StorageStatus"];
            /** Format: date-time */
            observed_at: string;
            /** Format: date-time */
            recorded_at: string;
            runs?: components["schemas"]["RunView"][];
            state?: null | components["schemas"]["SourceRunState"];
            /** @description The source that it is a newer version of; only when a single source is read. */
            replaces?: null | string;
            /** @description The latest that replaces it; only when a single source is read. */
            replaced_by?: null | string;
            /**
             * Format: int64
             * @description Number of sources inside it; only when a single source is read, and absent if it has none.
             */
            member_count?: null | number;
            /** @description The first 1,000 sources inside it, by path (ListMembers returns all); only when a single source is read. */
            members?: null | components["schemas"]["SourceLinkView"][];
            /** @description The sources that contain it; only when a single source is read. */
            parents?: null | components["schemas"]["SourceLinkView"][];
        };
        /** @description What belongs to another entity, said in one way. */
        SplitRequest: {
            /** @description What was read from this source. */
            source_id?: null | string;
            /** @description What came from this origin. */
            origin?: null | string;
            /** @description These observations (obs_…). */
            observations?: null | string[];
            /** @description What states this field as value. */
            field?: null | string;
            value?: null | components["schemas"]["JsonElement"];
            /** @description true: only show what it would do. */
            preview?: boolean;
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        /** @description A split, or what it would be. */
        SplitResult: {
            /** @description `dec_…`; pass it to `retract` to undo. Absent in a preview. */
            id?: null | string;
            /** Format: int64 */
            seq?: null | number;
            preview?: boolean;
            entity_id: string;
            /** @description Absent in a preview. */
            new_entity_id?: null | string;
            /** Format: int32 */
            observation_count: number;
            /** @description The first 100 that are moved. */
            observations: string[];
            /** @description Fields of the entity without them. */
            remaining: Record<string, never>;
            /** @description Fields of the new entity. */
            separated: Record<string, never>;
        };
        SqlColumn: {
            name: string;
            /** @description As DuckDB names it. */
            type: string;
        };
        SqlResult: {
            /**
             * Format: int64
             * @description The ledger position that was read.
             */
            known_at: number;
            columns: components["schemas"]["SqlColumn"][];
            /** @description A list of values per row, in the order of the columns. */
            rows: unknown[];
            /** @description Whether there were more rows than the limit. */
            truncated: boolean;
        };
        StartBatch: {
            /** @description prj_… or its name: all its sources. */
            project?: null | string;
            /** @description Or these: src_…, up to 1,000. */
            source_ids?: string[];
            /** @description true: only sources that no interpreter has read. */
            pending?: boolean;
            /** @description true: only count what would be read. */
            estimate?: boolean;
            prompt?: null | components["schemas"]["JsonElement"];
            /** @description Default: chosen by score. */
            entity_type?: null | string;
            /** @description Day before month; default: detected. */
            day_first?: null | boolean;
            /** @description CSV: has a header row; default: detected. */
            header?: null | boolean;
            /** @description Read pictures and scanned pages of PDFs by OCR. */
            ocr?: null | boolean;
            /** @description OCR in these languages, such as deu+eng. */
            ocr_language?: null | string;
            /** @description rules (the default) or recorded, with an annotation schema as entity_type. */
            interpreter?: null | string;
            /** @description true: findings wait for review_findings; default: as the interpreter does. */
            stage?: null | boolean;
            /** @description false: by a worker; see watch_run. */
            wait?: null | boolean;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        StatsView: {
            /**
             * Format: int64
             * @description Ledger position.
             */
            seq: number;
            /** Format: int64 */
            sources: number;
            /** Format: int64 */
            documents: number;
            /** Format: int64 */
            runs: number;
            /** Format: int64 */
            observations: number;
            /** Format: int64 */
            decisions: number;
            /**
             * Format: int64
             * @description Includes merged and deleted ones.
             */
            entities: number;
            /**
             * Format: int64
             * @description Entities merged into another.
             */
            merged: number;
            /** @description Entities per type, largest first. */
            types: components["schemas"]["TypeCount"][];
        };
        /**
         * @description Place of a source's bytes.
         * @enum {string}
         */
        StorageStatus: "stored" | "pending" | "uploaded" | "failed";
        StructuredEntity: {
            entity_type: string;
            fields: Record<string, never>;
            /** @description Name for relationships of this request. */
            ref?: null | string;
            /** Format: date-time */
            observed_at?: null | string;
        };
        StructuredRelationship: {
            type: string;
            /** @description An entity id, or a `ref` of the same request. */
            from: string;
            /** @description An entity id, or a `ref` of the same request. */
            to: string;
        };
        StructuredRequest: {
            entities: components["schemas"]["StructuredEntity"][];
            relationships?: components["schemas"]["StructuredRelationship"][];
            /** Format: date-time */
            observed_at?: null | string;
            idempotency_key?: null | string;
            /** @description Where ids mean something. */
            origin?: null | string;
            attachment?: null | components["schemas"]["Attachment"];
        };
        StructuredResult: {
            source_id: string;
            run_id: string;
            attachment_source_id?: null | string;
            entities: components["schemas"]["StructuredStored"][];
            relationships?: components["schemas"]["RelationshipView"][];
            /** @description Quotas that are at least 80 % used; absent if there is none. */
            warnings?: null | components["schemas"]["QuotaWarning"][];
        };
        StructuredStored: {
            entity_id: string;
            entity_type: string;
            observation_id: string;
            created: boolean;
            /** @description active or deleted: observations of a deleted entity stay hidden until it is restored. */
            entity_state: components["schemas"]["EntityStatus"];
            /** @description The identity rule that matched or was recorded, its fields joined by "+"; null if the input had no key. */
            rule?: null | string;
            unknown_fields?: string[];
            /**
             * @description An entity whose fields are all equal, if the input had no key and so made a new one; merge_entities joins them. Told of the first 50
             *     such records of a request.
             */
            possible_duplicate_of?: null | string;
        };
        SumEntities: {
            /** @description Needed for a sum. */
            entity_type?: null | string;
            /** @description prj_… or its name. */
            project?: null | string;
            /** @description Number to sum: total, items.amount. Without: entities are counted. */
            field?: null | string;
            /** @description Up to 3: a field, year(date), quarter(date), month(date), week(date), day(date), entity_type. */
            by?: string[];
            /** @description A filter: counterparty contains stadtwerke and date in last quarter. */
            where?: null | string;
            /** @description As in a list: field:op:value. */
            filter?: string[];
            /** @description Words that must occur. */
            text?: null | string;
            /** @description Where days begin: Europe/Berlin; default UTC. */
            time_zone?: null | string;
            /** @description What it is grouped by, count, sum, min, max or average; - before it: descending. */
            sort?: null | string;
            /** Format: int32 */
            limit?: number;
            /** @description Known then: seq or time. */
            known_at?: null | string;
            /** @description Observed by then. */
            valid_at?: null | string;
        };
        /** @description Bytes in the store that no source or document of the user refers to. */
        SweepReport: {
            deleted: boolean;
            /**
             * Format: int64
             * @description Contents examined.
             */
            seen: number;
            /** Format: int64 */
            blobs: number;
            /** Format: int64 */
            bytes: number;
            /**
             * Format: int64
             * @description Writes begun before the grace period that never ended.
             */
            unfinished: number;
            /** @description The first 100. */
            digests?: string[];
        };
        SweepRequest: {
            /** @description False: only reports what would be removed. */
            delete?: boolean;
            /**
             * Format: double
             * @description Younger bytes stay: they may be about to become a source. At least 1.
             */
            grace_hours?: number;
        };
        TextChange: {
            /** @description Place of the old text in the source. */
            locator: components["schemas"]["ByteLocator"];
            /** @description Place of the new text in the result. */
            new_locator: components["schemas"]["ByteLocator"];
            before: string;
            after: string;
            /**
             * Format: int32
             * @description The block named in the request.
             */
            block?: null | number;
            /** @description Entity and field of the value, if its schema declares the revision. */
            entity_id?: null | string;
            field?: null | string;
        };
        TimelineEvent: {
            /** @description The field's date or time, as stored. */
            at: string;
            entity_id: string;
            entity_type: string;
            title: null | string;
            field: string;
            /** @description True of a further occurrence of what recurs, computed from its rule. */
            recurs?: null | boolean;
        };
        TokenRequest: {
            /** @description What it is for: laptop, backup. */
            name: string;
            /** @description Required, as the least that does is the best. */
            scope: components["schemas"]["TokenScope"];
            /**
             * Format: date-time
             * @description From then on it is refused; default: never.
             */
            expires_at?: null | string;
        };
        /**
         * @description Scope of a token; each includes those before it.
         * @enum {string}
         */
        TokenScope: "read" | "review" | "write" | "admin";
        /** @description How many there are. */
        Total: {
            /** Format: int64 */
            count: number;
            /** @description Whether there may be more: counting ended at its bound. */
            at_least: boolean;
        };
        /** @description Properties of some blocks. */
        TraitsView: {
            ordered?: null | boolean;
            /**
             * Format: int32
             * @description Number of an item, if it does not follow from the previous one.
             */
            number?: null | number;
            checked?: null | boolean;
            language?: null | string;
            target?: null | string;
            label?: null | string;
            author?: null | string;
            /** Format: date-time */
            time?: null | string;
            /** Format: int32 */
            rows?: null | number;
            /** Format: int32 */
            columns?: null | number;
            hidden?: null | boolean;
            note?: null | string;
            /** Format: double */
            confidence?: null | number;
        };
        TriedFinding: {
            document_id: string;
            /** Format: int64 */
            block: number;
            entity_type: string;
            field: string;
            value: components["schemas"]["JsonElement"];
            quote: null | string;
            locator: null | components["schemas"]["ByteLocator"];
            /** Format: double */
            confidence: number;
            admission: components["schemas"]["Admission"];
            /** @description Why it is flagged, quarantined or unparsed; null if it is not. */
            remark: null | string;
        };
        TypeCount: {
            /** @description Of untyped entities the type that their input named or was like; generic if there is none. */
            entity_type: string;
            /** Format: int64 */
            entities: number;
            /** @description Whether it is only suggested: the entities are of type generic. */
            untyped?: boolean;
        };
        UndoReview: {
            /** @description dec_… of a decision about findings. */
            decision_id: string;
            reason?: null | string;
            /** @description Same key, same answer. */
            idempotency_key?: null | string;
        };
        UploadsRetried: {
            /**
             * Format: int64
             * @description Uploads enqueued.
             */
            count: number;
        };
        /** @description Usage recounted from sources and runs. */
        UsageRecount: {
            usage: components["schemas"]["UsageView"];
            /**
             * Format: int64
             * @description Bytes by which the count was wrong.
             */
            storage_correction: number;
            /** Format: int64 */
            interpretations_correction: number;
        };
        /** @description A user's limits and usage. */
        UsageView: {
            /** @description free, pro or enterprise; an operator may have set other limits. */
            plan: string;
            /** @description Month of the interpretations: UTC, `YYYY-MM`. */
            month: string;
            /** @description Bytes of all sources. */
            storage: components["schemas"]["QuotaView"];
            /** @description Runs begun this month that did not fail. */
            interpretations: components["schemas"]["QuotaView"];
            /** @description Quotas that are at least four fifths used; absent if there is none. */
            warnings?: null | components["schemas"]["QuotaWarning"][];
        };
        /** @description A token's record. The token itself is shown once; only its hash is stored. */
        UserToken: {
            token_id: string;
            name: string;
            /** @description What it may do. */
            scope: components["schemas"]["TokenScope"];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Refused from this moment on; null: never.
             */
            expires_at: null | string;
            /** Format: date-time */
            revoked_at: null | string;
            /**
             * Format: date-time
             * @description Last use, to the hour; null: never.
             */
            last_used_at: null | string;
        };
        /** @description A user as operators see them. */
        UserView: {
            user_id: string;
            display_name?: null | string;
            /** Format: date-time */
            created_at: string;
            usage: components["schemas"]["UsageView"];
        };
        VerifyReport: {
            ok: boolean;
            /** Format: int64 */
            blobs: number;
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            quotes: number;
            /**
             * Format: int64
             * @description Interpreted values that were read from their quotes again, and are those.
             */
            derived?: number;
            /**
             * Format: int64
             * @description Interpreted values without a quote, or with one that no reader reads by itself: their places were checked only.
             */
            unread?: number;
            /** Format: int64 */
            entities: number;
            /** Format: int64 */
            observations: number;
            /**
             * Format: int64
             * @description Archived rows that were unpacked and compared.
             */
            archived?: number;
            /**
             * Format: int64
             * @description Documents with rendered text that were parsed again and compared; 0 unless requested.
             */
            documents?: number;
            /**
             * Format: int64
             * @description Documents that can't be parsed again here: a former parser version, or a program that is not installed.
             */
            documents_skipped?: number;
            chain: components["schemas"]["ChainReport"];
            /** @description SHA-256 over every entity's id and snapshot hash, in id order; equal states have equal hashes. */
            state_hash: string;
            /**
             * Format: int64
             * @description All faults, also those that `faults` only counts.
             */
            fault_count?: number;
            /** @description Up to 250 of each check; then how many more it found. */
            faults?: components["schemas"]["Fault"][];
            /** @description What is as recorded and yet looks wrong, such as an entity made of two; absent if there is nothing. */
            suspicions?: null | components["schemas"]["Fault"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    search: {
        parameters: {
            query: {
                /** @description Words, any may occur; "a phrase"; -without; prefix*; a OR b; type:invoice from:stadtwerke after:2026-01 before:2026-07. */
                text: string;
                entity_type?: string;
                /** @description Words of the sender or the file's name. */
                from?: string;
                /** @description Year, month or day: 2026, 2026-03, 2026-03-31. */
                before?: string;
                after?: string;
                /** @description Default: both. */
                kind?: string;
                limit?: number;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_entities: {
        parameters: {
            query?: {
                entity_type?: string;
                /** @description prj_… or its name. */
                project?: string;
                /** @description field:op:value or field:exists, repeated; all must hold. op: eq, ne, lt, le, gt, ge, prefix, contains, exists, missing. */
                filter?: string[];
                /** @description A filter: total > 100 and (vendor = 'Acme' or date in last month). */
                where?: string;
                /** @description Where its days begin: Europe/Berlin; default UTC. */
                time_zone?: string;
                /** @description Words that must occur; "quoted" for a phrase. */
                text?: string;
                /** @description A time or ledger seq. */
                changed_since?: string;
                /** @description A field; - before it for descending order. */
                sort?: string;
                include_merged?: boolean;
                include_deleted?: boolean;
                limit?: number;
                /** @description Say how many there are on all pages. */
                count?: boolean;
                cursor?: string;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfEntityView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ingest_structured: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StructuredRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StructuredResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_entity: {
        parameters: {
            query: {
                identifier: string;
                entity_type?: string;
                limit?: number;
                cursor?: string;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfEntityView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_entity_rows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetEntityRows"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityRowsView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    query_entities: {
        parameters: {
            query?: {
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EntityQuery"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfEntityView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_entity_ids: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListEntityIds"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityIds"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sum_entities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SumEntities"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntitySums"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_entities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CountEntities"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityCount"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_timeline: {
        parameters: {
            query?: {
                /** @description From then on: a date or time. */
                from?: string;
                /** @description Before that time; of a date its whole day too. Recurring events are expanded up to then, by default for a year. */
                to?: string;
                entity_id?: string;
                entity_type?: string;
                limit?: number;
                cursor?: string;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfTimelineEvent"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_conflicts: {
        parameters: {
            query?: {
                entity_type?: string;
                /** @description Of entities; a page may have fewer, and still be followed by another. */
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfEntityConflict"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_entity: {
        parameters: {
            query?: {
                /** @description Where each field came from. */
                provenance?: boolean;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityView"];
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    entity_history: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfHistoryEntry"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_neighborhood: {
        parameters: {
            query?: {
                /** @description Default: 1. */
                depth?: number;
                /** @description Entities. */
                limit?: number;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Neighborhood"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_observations: {
        parameters: {
            query?: {
                /** @description Each field with its quote and place; at most 100 a page. */
                evidence?: boolean;
                limit?: number;
                cursor?: string;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfObservationView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_document_observations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path: {
                /** @description doc_… */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfObservationView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_field_provenance: {
        parameters: {
            query?: {
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path: {
                /** @description Id or identifier. */
                entity_id: string;
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldProvenance"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retract: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
                /** @description Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT. */
                "If-Match"?: string;
            };
            path: {
                /** @description obs_… or dec_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    relate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelateRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationshipView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_merge: {
        parameters: {
            query: {
                /** @description Would stay, with the fields of both. */
                to: string;
            };
            header?: never;
            path: {
                /** @description Would become part of the other. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merge_entities: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
                /** @description Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT. */
                "If-Match"?: string;
            };
            path: {
                /** @description Becomes part of the other. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    split_entity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
                /** @description Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SplitRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_entity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
                /** @description Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
                /** @description Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_entity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
                /** @description Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id or identifier. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unmerge_entities: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
                /** @description Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT. */
                "If-Match"?: string;
            };
            path: {
                /** @description The one that was merged away. */
                entity_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sources: {
        parameters: {
            query?: {
                /** @description prj_… or its name. */
                project?: string;
                /** @description Part of its name or path. */
                text?: string;
                /** @description Like image/*. */
                media_type?: string;
                /** @description Of the latest run. */
                state?: components["schemas"]["SourceRunState"];
                since?: string;
                before?: string;
                /** @description Default: -recorded. */
                sort?: string;
                /** @description Say how many. */
                count?: boolean;
                limit?: number;
                cursor?: string;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfSourceView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ingest: {
        parameters: {
            query?: {
                /** @description http or https, instead of bytes. */
                url?: string;
                /** @description Helps to tell the format. */
                file_name?: string;
                /** @description Decides among text formats. */
                media_type?: string;
                /** @description Where ids mean something. */
                origin?: string;
                /** @description Its place in the origin, by which a later version is known; default: file_name. */
                origin_path?: string;
                /** @description src_… of which this is a newer version. */
                replaces?: string;
                /** @description When it was true; default now. */
                observed_at?: string;
                /** @description false: only keep the bytes. */
                interpret?: boolean;
                /** @description Default: chosen by score. */
                entity_type?: string;
                /** @description Day before month; default: detected. */
                day_first?: boolean;
                /** @description CSV: has a header row; default: detected. */
                header?: boolean;
                /** @description Read pictures and scanned pages of PDFs by OCR. */
                ocr?: boolean;
                /** @description OCR in these languages, such as deu+eng. */
                ocr_language?: string;
                /** @description rules (the default) or recorded, with an annotation schema as entity_type. */
                interpreter?: string;
                /** @description true: findings wait for review_findings; default: as the interpreter does. */
                stage?: boolean;
                /** @description false: by a worker; see watch_run. */
                wait?: boolean;
            };
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ingest_url: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IngestUrlRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_known_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindKnownSources"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownSources"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, file name or path. */
                source_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceView"];
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_source_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, file name or path. */
                source_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they were taken in. Range and If-None-Match are heeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id, file name or path. */
                source_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfSourceLinkView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reinterpret: {
        parameters: {
            query?: {
                /** @description false: by a worker; see watch_run. */
                wait?: boolean;
            };
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id, file name or path. */
                source_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReinterpretOptions"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_feeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfFeedView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FeedRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunFeedOptions"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: {
                include_deleted?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfProjectView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProject"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectChange"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description prj_… or its name. */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description prj_… or its name. */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProjectUpdate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectChange"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description prj_… or its name. */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectChange"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_project_sources: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description prj_… or its name. */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfProjectSourceView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_to_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description prj_… or its name. */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListedSources"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectChange"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_from_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description prj_… or its name. */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListedSources"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectChange"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_prompt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SetPrompt"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_batches: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfBatchView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_batch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartBatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_batch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description bat_… */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_batch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description bat_… */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_findings: {
        parameters: {
            query?: {
                /** @description The states of then: a time or a ledger seq. */
                known_at?: string;
                /** @description Count those on all pages: exactly up to 5,000 (500 with text), else at_least. */
                count?: boolean;
                limit?: number;
                cursor?: string;
                /** @description prj_… or its name. */
                project?: string;
                /** @description src_… */
                source_id?: string;
                /** @description doc_… */
                document_id?: string;
                /** @description run_… */
                run_id?: string;
                /** @description sub_…: one record or block. */
                subject_id?: string;
                /** @description The schema. */
                entity_type?: string;
                field?: string;
                /** @description paragraph, heading, … */
                block_type?: string;
                state?: components["schemas"]["ReviewState"];
                admission?: components["schemas"]["Admission"];
                /** @description At least this certain, 0 to 1. */
                min_confidence?: number;
                /** @description At most this certain, 0 to 1. */
                max_confidence?: number;
                /** @description The interpreter of the run: rules, … */
                interpreter?: string;
                /** @description What value or quote contain. */
                text?: string;
                /** @description Who it is assigned to. */
                assignee?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfFindingView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    next_findings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NextFindings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_review: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoReview"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    review_stats: {
        parameters: {
            query?: {
                /** @description prj_… or its name. */
                project?: string;
                /** @description src_… */
                source_id?: string;
                /** @description doc_… */
                document_id?: string;
                /** @description run_… */
                run_id?: string;
                /** @description sub_…: one record or block. */
                subject_id?: string;
                /** @description The schema. */
                entity_type?: string;
                field?: string;
                /** @description paragraph, heading, … */
                block_type?: string;
                state?: components["schemas"]["ReviewState"];
                admission?: components["schemas"]["Admission"];
                /** @description At least this certain, 0 to 1. */
                min_confidence?: number;
                /** @description At most this certain, 0 to 1. */
                max_confidence?: number;
                /** @description The interpreter of the run: rules, … */
                interpreter?: string;
                /** @description What value or quote contain. */
                text?: string;
                /** @description Who it is assigned to. */
                assignee?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewStats"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_rejected: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryRejected"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedRuns"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assign_findings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignFindings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingAnswer"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    review_findings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewFindings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compare_runs: {
        parameters: {
            query: {
                /** @description run_… */
                other_id: string;
                /** @description Differences to list; all are counted. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description run_… */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunComparison"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_finding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fnd_… */
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_schema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, file name or path. */
                source_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SchemaTrialOptions"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaTrial"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    review_matching: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewMatching"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkReview"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compare_batches: {
        parameters: {
            query: {
                /** @description bat_… */
                other_id: string;
                /** @description Differences to list; all are counted. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description bat_… */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunComparison"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_document_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description doc_… */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentReview"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comment_finding: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description fnd_… */
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingAnswer"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_document: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description doc_… */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Approval"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentReview"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_bulk_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description dec_… */
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkReview"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: {
                /** @description Id, file name or path. */
                source_id?: string;
                /** @description Only of the sources of this project: prj_… or its name. */
                project?: string;
                /** @description Part of the source's name or path. */
                text?: string;
                state?: components["schemas"]["RunStatus"];
                /** @description rules, recorded, structured, … */
                interpreter?: string;
                /** @description Also runs that are deleted. */
                include_deleted?: boolean;
                /** @description Default: -recorded. */
                sort?: string;
                /** @description Say how many there are on all pages, exactly up to 10,000. */
                count?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRunView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description run_… */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Tell only what is new since that event. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description run_… */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events named state, and at last end; the data of each is the whole state. The last one is final. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        run_id: string;
                        source_id: string;
                        /**
                         * @description State of a run. One that failed, timed out or was cancelled is partial if observations of it are stored.
                         * @enum {string}
                         */
                        status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                        /**
                         * Format: int32
                         * @description Number of attempts; 0 if none has started.
                         */
                        attempt: number;
                        /**
                         * Format: int64
                         * @description Blocks interpreted; for documents stored first, blocks read ahead count while the run is in progress.
                         */
                        block_count: number;
                        /** Format: int64 */
                        observation_count: number;
                        /**
                         * Format: int64
                         * @description While the run is in progress, the entities it created; after its end, all it touched.
                         */
                        entity_count: number;
                        /**
                         * Format: int64
                         * @description Records and blocks whose findings wait for a person; absent unless the run stages them.
                         */
                        staged_count?: null | number;
                        /** Format: int64 */
                        skipped_count: number;
                        /** Format: int64 */
                        unknown_field_count: number;
                        /**
                         * Format: date-time
                         * @description Last heartbeat of the run's owner; null if it has none.
                         */
                        heartbeat_at?: null | string;
                        /**
                         * Format: date-time
                         * @description Null until the run has ended.
                         */
                        finished_at?: null | string;
                        errors?: string[];
                        /** @description Changes whenever any other property does; the position after which an event stream resumes. */
                        version: string;
                    };
                };
            };
            /** @description Last-Event-ID is that of the end. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description run_… */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plan_answers: {
        parameters: {
            query: {
                /** @description An annotation schema. */
                entity_type: string;
                /** @description As of reinterpret. */
                prompt?: components["schemas"]["JsonElement"];
                /** @description run_…: the requests of retry_rejected about what is rejected of it. */
                retry_of?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description doc_… */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPlannedAnswer"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_runs: {
        parameters: {
            query?: {
                /** @description Runs that ended, or were last restored, so many days ago; default: as the store is set. */
                older_than_days?: number;
                /** @description Only say what would be moved. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description run_… */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description run_… */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunDeletionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDeletion"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_events: {
        parameters: {
            query?: {
                /** @description Id of the last event known, or a seq of the ledger: goes on from there. Default: from now on. */
                after?: string;
                /** @description How long the stream lasts (default: half an hour); 0: only what is new now. */
                seconds?: number;
            };
            header?: {
                /** @description Tell only what is new since that event. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events named as their data say; the id of each is where a stream resumes after it. At last end, after which to ask again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @enum {string} */
                        event?: "ledger";
                        /**
                         * Format: int64
                         * @description End of the ledger.
                         */
                        seq: number;
                        /** @description What was added since the last event: observation, source, run, and kinds of decisions. */
                        kinds: string[];
                        /** @description Entities whose value or state changed. */
                        entity_ids: string[];
                        /** @description Whether more entities changed than are listed. */
                        has_more: boolean;
                    } | {
                        /** @enum {string} */
                        event?: "run";
                        run_id: string;
                        source_id: string;
                        /**
                         * @description State of a run. One that failed, timed out or was cancelled is partial if observations of it are stored.
                         * @enum {string}
                         */
                        state: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                        /** @description What it does: read (documents are stored before they are interpreted) or interpret; absent unless it is executed. */
                        stage?: null | string;
                        /**
                         * Format: int64
                         * @description Blocks.
                         */
                        done: number;
                        /**
                         * Format: int64
                         * @description Blocks; absent while the source is still being read.
                         */
                        total?: null | number;
                        /** Format: int64 */
                        observation_count: number;
                        /**
                         * Format: int64
                         * @description Records and blocks whose findings wait for a person; absent unless the run stages them.
                         */
                        staged_count?: null | number;
                    } | {
                        /** @enum {string} */
                        event?: "job";
                        job_id: string;
                        kind: string;
                        /**
                         * @description State of a job. The first three are rows of `jobs`, the others of `job_archive`.
                         * @enum {string}
                         */
                        state: "ready" | "running" | "waiting" | "done" | "dead" | "cancelled";
                        /** Format: int32 */
                        attempt: number;
                        /**
                         * Format: int64
                         * @description Sources of a batch that are begun; 1 of 1 for another job that is done.
                         */
                        done: number;
                        /** Format: int64 */
                        total: number;
                    } | {
                        /** @enum {string} */
                        event?: "upload";
                        upload_id: string;
                        /** @enum {string} */
                        state: "open" | "done" | "removed";
                        /**
                         * Format: int64
                         * @description Bytes received. The last of them counts once the whole is a source.
                         */
                        done: number;
                        /**
                         * Format: int64
                         * @description Bytes of the whole.
                         */
                        total: number;
                        /** @description What it became; absent until it is done. */
                        source_id?: null | string;
                    } | {
                        /** @enum {string} */
                        event?: "quiet";
                    } | {
                        /** @enum {string} */
                        event?: "end";
                    };
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_documents: {
        parameters: {
            query?: {
                source_id?: string;
                /** @description Only of the sources of this project: prj_… or its name. */
                project?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDocumentView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description doc_… */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentView"];
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show: {
        parameters: {
            query?: {
                /** @description Default: markdown. */
                as?: string;
                /** @description Without navigation, headers, footers, asides. */
                main?: boolean;
            };
            header?: never;
            path: {
                /** @description Source (id, file name, path) or doc_…. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they were taken in. Range and If-None-Match are heeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconstruct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Source (id, file name, path) or doc_…. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReconstructRequest"];
            };
        };
        responses: {
            /** @description The bytes as they were taken in. Range and If-None-Match are heeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_blocks: {
        parameters: {
            query?: {
                /** @description heading, paragraph, list_item, table_row, … */
                type?: string;
                /** @description Page or slide, from 1. */
                page?: number;
                /** @description What the block's text contains, whatever its case. */
                text?: string;
                /** @description Without navigation, headers, footers, asides. */
                main?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description doc_…, or a source: all its documents. */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfBlockView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconstruct_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Source (id, file name, path) or doc_…. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReconstructRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconstructReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_page: {
        parameters: {
            query?: {
                /** @description Pixels, of PDFs: 200, 900, 1800 or 2700; default: the page's size at 110 dpi. */
                width?: number;
            };
            header?: never;
            path: {
                /** @description doc_… */
                document_id: string;
                /** @description From 1. */
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they were taken in. Range and If-None-Match are heeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export: {
        parameters: {
            query?: {
                /** @description Entities of these types. Without types, source and project: of all types. */
                entity_types?: string[];
                /** @description The blocks of a source: id, file name or path. */
                source?: string;
                /** @description The blocks of a project's sources: prj_… or its name. */
                project?: string;
                /** @description Default: jsonl. */
                format?: string;
                /** @description One file per entity type or document in a ZIP, with a manifest of digests. */
                zip?: boolean;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Only entities that changed after this seq, and which are gone since. */
                changed_after?: number;
                /** @description With the observation, source and place that each value comes from. */
                provenance?: boolean;
                /** @description staged: with what is not decided about yet. */
                include?: string[];
                /** @description CSV whose texts no spreadsheet takes for formulas. */
                safe?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they were taken in. Range and If-None-Match are heeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_link: {
        parameters: {
            query?: {
                /** @description Entities of these types. Without types, source and project: of all types. */
                entity_types?: string[];
                /** @description The blocks of a source: id, file name or path. */
                source?: string;
                /** @description The blocks of a project's sources: prj_… or its name. */
                project?: string;
                /** @description Default: jsonl. */
                format?: string;
                /** @description One file per entity type or document in a ZIP, with a manifest of digests. */
                zip?: boolean;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Only entities that changed after this seq, and which are gone since. */
                changed_after?: number;
                /** @description With the observation, source and place that each value comes from. */
                provenance?: boolean;
                /** @description staged: with what is not decided about yet. */
                include?: string[];
                /** @description CSV whose texts no spreadsheet takes for formulas. */
                safe?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportLink"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_schema: {
        parameters: {
            query?: {
                /** @description Entities of these types. Without types, source and project: of all types. */
                entity_types?: string[];
                /** @description The blocks of a source: id, file name or path. */
                source?: string;
                /** @description The blocks of a project's sources: prj_… or its name. */
                project?: string;
                /** @description Default: jsonl. */
                format?: string;
                /** @description One file per entity type or document in a ZIP, with a manifest of digests. */
                zip?: boolean;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Only entities that changed after this seq, and which are gone since. */
                changed_after?: number;
                /** @description With the observation, source and place that each value comes from. */
                provenance?: boolean;
                /** @description staged: with what is not decided about yet. */
                include?: string[];
                /** @description CSV whose texts no spreadsheet takes for formulas. */
                safe?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportSchema"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    query_sql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuerySql"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SqlResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_duplicates: {
        parameters: {
            query?: {
                entity_type?: string;
                /** @description Only pairs with this entity. */
                entity_id?: string;
                /** @description Default: open. */
                state?: components["schemas"]["DuplicateFilter"];
                min_probability?: number;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDuplicateView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_duplicates: {
        parameters: {
            query?: {
                /** @description Only entities of this type. */
                entity_type?: string;
                /** @description Only pairs with this entity. */
                entity_id?: string;
                /** @description Fit the model anew and compare everything. */
                full?: boolean;
                /** @description Pairs of at least this probability are filed; default 0.5. */
                min_probability?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_duplicate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or identifier. */
                entity_id: string;
                other_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dismiss_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id or identifier. */
                entity_id: string;
                other_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_due: {
        parameters: {
            query?: {
                /** @description Due by then. */
                until?: string;
                overdue?: boolean;
                /** @description The user's date; default: UTC. */
                today?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueList"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_payment_matches: {
        parameters: {
            query?: {
                /** @description Only matches of this payment or invoice. */
                entity_id?: string;
                /** @description Default: open. */
                state?: components["schemas"]["PaymentMatchFilter"];
                min_score?: number;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPaymentMatchView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_recurring: {
        parameters: {
            query?: {
                /** @description Only those whose name contains this. */
                counterparty?: string;
                /** @description Also those that have ended. */
                include_ended?: boolean;
                /** @description The caller's date: what is expected next depends on it. Default: today in UTC. */
                today?: string;
                limit?: number;
                /** @description Known then: seq or time. */
                known_at?: string;
                /** @description Observed by then. */
                valid_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecurringList"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_payment_matches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMatchReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_payment_match: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ent_… */
                payment_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMatchView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_payment_match: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description ent_… */
                payment_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dismiss_payment_match: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description ent_… */
                payment_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionResult"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_schemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaView"][];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register_schema: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterSchemaRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_schema_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaTemplate"][];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    describe_schema: {
        parameters: {
            query?: {
                /** @description Default: the active one. */
                version?: number;
            };
            header?: never;
            path: {
                entity_type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaView"];
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diff_schemas: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                entity_type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaDiff"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_schema: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                entity_type: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SchemaDeletionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaDeletion"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activate_schema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_promotions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPromotionView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promote_fields: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromoteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discover_fields: {
        parameters: {
            query?: {
                /** @description Of generic: only these. */
                suggested_type?: string;
            };
            header?: never;
            path: {
                /** @description A type, or generic. */
                entity_type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FragmentReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description From that date or time on. */
                since?: string;
                /** @description Before that time; of a date its whole day too. */
                until?: string;
                /** @description correction, merge, retract, add_token, set_plan, … */
                action?: string;
                /** @description The door or program: rest, mcp, cli, operator, … */
                actor?: string;
                /** @description What came with this token: tok_… */
                token_id?: string;
                /** @description What is about an entity (ent_… or an identifier), an observation (obs_…), a decision (dec_…) or a project (prj_…). */
                about?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAuditEntry"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description Default: unfinished or dead. */
                state?: components["schemas"]["JobState"];
                kind?: string;
                /** @description Part of its kind, key or payload (such as a source's id); case is ignored. */
                text?: string;
                /** @description Default: -recorded. */
                sort?: string;
                /** @description Say how many there are on all pages, exactly up to 10,000. */
                count?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfJobView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_job: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfJobScheduleView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_jobs: {
        parameters: {
            query?: {
                /** @description Default: all kinds. */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPauses"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_job_pauses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPauses"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_jobs: {
        parameters: {
            query?: {
                /** @description Default: all kinds. */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPauses"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description job_… */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobScheduleRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobScheduleView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobScheduleView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description job_… */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description job_… */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recount_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageRecount"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfUserToken"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tok_… */
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserToken"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tok_… */
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateTokenRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfUserView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddUser"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_user_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_uploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadsRetried"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sweep_blobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SweepRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_blobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlobsReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify: {
        parameters: {
            query?: {
                /** @description Also documents parsed again, and words of the index. */
                deep?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rebuild: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuildReport"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they were taken in. Range and If-None-Match are heeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_erasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartErasureReceipt"][];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erase_part: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasePart"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartErasureReceipt"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_erasure: {
        parameters: {
            query?: {
                /** @description Id, file name or path; or from and to; or project. */
                source_id?: string;
                /** @description prj_…: its sources that no other project holds, and itself. */
                project?: string;
                /** @description Sources and corrections observed from then on. */
                from?: string;
                /** @description And before then. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePreview"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lift_erasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description dec_…, of the receipt. */
                erasure_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LiftReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureLifted"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ingest_batch: {
        parameters: {
            query?: {
                /** @description http or https, instead of bytes. */
                url?: string;
                /** @description Helps to tell the format. */
                file_name?: string;
                /** @description Decides among text formats. */
                media_type?: string;
                /** @description Where ids mean something. */
                origin?: string;
                /** @description Its place in the origin, by which a later version is known; default: file_name. */
                origin_path?: string;
                /** @description src_… of which this is a newer version. */
                replaces?: string;
                /** @description When it was true; default now. */
                observed_at?: string;
                /** @description false: only keep the bytes. */
                interpret?: boolean;
                /** @description Default: chosen by score. */
                entity_type?: string;
                /** @description Day before month; default: detected. */
                day_first?: boolean;
                /** @description CSV: has a header row; default: detected. */
                header?: boolean;
                /** @description Read pictures and scanned pages of PDFs by OCR. */
                ocr?: boolean;
                /** @description OCR in these languages, such as deu+eng. */
                ocr_language?: string;
                /** @description rules (the default) or recorded, with an annotation schema as entity_type. */
                interpreter?: string;
                /** @description true: findings wait for review_findings; default: as the interpreter does. */
                stage?: boolean;
                /** @description false: by a worker; see watch_run. */
                wait?: boolean;
            };
            header?: {
                /** @description The same key with the same request gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file?: string[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestBatch"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description Refused: RFC 9457 problem details with a stable code. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
