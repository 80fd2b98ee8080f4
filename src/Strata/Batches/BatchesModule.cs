using Strata.Operations;

namespace Strata.Batches;

/// <summary>Runs over many sources, started and watched together.</summary>
public static partial class BatchesModule
{
    internal static readonly Type[] Jobs = [typeof(BatchJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            44,
            "batches",
            "batch_no",
            "batch_no integer, filter text, options text, actor text, state text, total integer, after_no integer, recorded_at integer"
        )
        {
            Since = 35,
        },
        new(45, "batch_runs", "batch_no, source_no", "batch_no integer, source_no integer, run_no integer, refusal text") { Since = 35 },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="BatchesModule"/>
        public BatchesArea Batches => new(strata);
    }
}

/// <inheritdoc cref="BatchesModule"/>
public readonly partial record struct BatchesArea(IStrata Strata);
