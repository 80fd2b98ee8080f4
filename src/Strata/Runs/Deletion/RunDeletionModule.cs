using Strata.Operations;

namespace Strata.Runs.Deletion;

/// <summary>Runs that are deleted: what they found no longer counts.</summary>
public static partial class RunDeletionModule
{
    internal static readonly Type[] Jobs = [typeof(RunDeletionJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            53,
            "run_deletions",
            "deletion_no",
            """
            deletion_no integer, run_no integer, undoes integer, actor text, reason text, total integer, after_no integer, changed integer,
            state text
            """
        )
        {
            Since = 39,
        },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="RunDeletionModule"/>
        public RunDeletionArea RunDeletions => new(strata);
    }
}

/// <inheritdoc cref="RunDeletionModule"/>
public readonly partial record struct RunDeletionArea(IStrata Strata);
