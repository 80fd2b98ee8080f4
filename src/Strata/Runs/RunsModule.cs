using Strata.Operations;

namespace Strata.Runs;

/// <summary>Interpretations: which there are, how one goes, and its end.</summary>
public static partial class RunsModule
{
    internal static readonly Type[] RecoverySteps = [typeof(StaleRuns)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="RunsModule"/>
        public RunsArea Runs => new(strata);
    }
}

/// <inheritdoc cref="RunsModule"/>
public readonly partial record struct RunsArea(IStrata Strata);
