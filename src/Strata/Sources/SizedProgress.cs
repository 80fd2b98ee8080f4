namespace Strata.Sources;

/// <summary>Adds a known total to progress reports.</summary>
internal sealed class SizedProgress(IProgress<Progress> to, long total) : IProgress<Progress>
{
    public void Report(Progress value) => to.Report(value with { Total = total });
}
