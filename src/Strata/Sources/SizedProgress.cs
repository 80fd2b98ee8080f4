namespace Strata.Sources;

/// <summary>Says of how much, where that is known beforehand.</summary>
internal sealed class SizedProgress(IProgress<Progress> to, long total) : IProgress<Progress>
{
    public void Report(Progress value) => to.Report(value with { Total = total });
}
