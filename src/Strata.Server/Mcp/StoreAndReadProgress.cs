namespace Strata.Server.Mcp;

/// <summary>The bytes of a source are dealt with twice, kept and read: one measure for both, of twice as many.</summary>
internal sealed class StoreAndReadProgress(IProgress<Progress> to) : IProgress<Progress>
{
    public void Report(Progress value) =>
        to.Report(
            value is { Unit: Progress.Bytes, Total: { } size }
                ? value with
                {
                    Done = value.Stage == "store" ? value.Done : size + value.Done,
                    Total = 2 * size,
                }
                : value
        );
}
