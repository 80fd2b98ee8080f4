using Strata.Operations;

namespace Strata.Runs.Archival;

/// <summary>Old runs and their blocks in the archive, where every query still finds them.</summary>
public static partial class ArchivalModule
{
    internal static readonly Type[] Jobs = [typeof(ArchiveJob)];
    internal static readonly Type[] RecoverySteps = [typeof(ScheduleArchival)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            7,
            "run_archives",
            "run_no, piece_no",
            """
            run_no integer, piece_no integer, document_no integer, first_block integer, last_block integer, pages integer,
            plain_size integer, digest blob, packed blob, archived_at integer
            """
        )
        {
            Since = 12,
        },
        new(8, "run_configurations", "config_hash", "config_hash text, plain_size integer, packed blob") { Since = 12 },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="ArchivalModule"/>
        public ArchivalArea Archival => new(strata);
    }
}

/// <inheritdoc cref="ArchivalModule"/>
public readonly partial record struct ArchivalArea(IStrata Strata);
