using Strata.Operations;

namespace Strata.Runs.Archival;

/// <summary>Old runs and their blocks in the archive, where every query still finds them.</summary>
public static partial class ArchivalModule
{
    internal static readonly Type[] Jobs = [typeof(ArchiveJob)];
    internal static readonly Type[] RecoverySteps = [typeof(ScheduleArchival)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="ArchivalModule"/>
        public ArchivalArea Archival => new(strata);
    }
}

/// <inheritdoc cref="ArchivalModule"/>
public readonly partial record struct ArchivalArea(IStrata Strata);
