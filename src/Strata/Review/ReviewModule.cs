using Strata.Operations;

namespace Strata.Review;

/// <summary>Decides about what staged runs have found.</summary>
public static partial class ReviewModule
{
    internal static readonly Type[] Jobs = [typeof(BulkReviewJob), typeof(FollowJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            38,
            "finding_subjects",
            "subject_no",
            """
            subject_no integer, kind text, run_no integer, source_no integer, document_no integer, block integer, entity_type text,
            schema_version integer, observed_at integer, origin text, place text, repeats text, fragments text, confidence real,
            confirmed_seq integer, corrected_seq integer
            """
        )
        {
            Since = 34,
        },
        new(
            39,
            "findings",
            "finding_no",
            """
            finding_no integer, subject_no integer, run_no integer, source_no integer, document_no integer, block integer, block_type text,
            entity_type text, field text, value text, quote text, start_at integer, length integer, confidence real, remark text,
            admission text, review text, reviewed text, review_seq integer, state_seq integer, assignee text, leased_by text, leased_until integer
            """
        )
        {
            Since = 34,
        },
        new(40, "finding_reviews", "finding_no, seq", "finding_no integer, seq integer, state_seq integer, review text, reviewed text")
        {
            Since = 34,
        },
        new(41, "subject_observations", "subject_no, seq", "subject_no integer, seq integer") { Since = 34 },
        new(
            43,
            "packs",
            "run_no, document_no, first_block",
            """
            run_no integer, document_no integer, first_block integer, last_block integer, request_hash text, request text, answer text
            """
        )
        {
            Since = 34,
        },
        new(
            61,
            "run_follows",
            "run_no",
            """
            run_no integer, previous_no integer, seq integer, decision_no integer, after_no integer, gone_no integer, kept integer,
            asked integer, gone integer, is_whole integer, state text
            """
        )
        {
            Since = 40,
        },
        new(
            62,
            "finding_follows",
            "finding_no",
            "finding_no integer, follows_no integer, review text, value text, decided_no integer, unchanged integer, seq integer"
        )
        {
            Since = 40,
        },
        new(
            42,
            "bulk_reviews",
            "review_no",
            """
            review_no integer, action text, value text, filter text, actor text, total integer, after_no integer, changed integer,
            skipped text, state text
            """
        )
        {
            Since = 34,
        },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="ReviewModule"/>
        public ReviewArea Review => new(strata);
    }
}

/// <inheritdoc cref="ReviewModule"/>
public readonly partial record struct ReviewArea(IStrata Strata);
