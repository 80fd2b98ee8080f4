namespace Strata.Server.Mcp;

/// <summary>Reports storing and reading a source as one measure of twice its bytes.</summary>
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
