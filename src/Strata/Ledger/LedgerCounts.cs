using Microsoft.Extensions.Logging;
using Strata.Accounts;

namespace Strata.Ledger;

/// <summary>Counts of what a transaction did, metered once it is on disk.</summary>
internal sealed class LedgerCounts
{
    private readonly List<RunRecord> _ended = [];
    private long _sources;
    private long _bytes;

    public void TookIn(SourceRecord source) => (_sources, _bytes) = (_sources + 1, _bytes + source.ByteSize);

    public void Wrote(RunRecord run)
    {
        if (!run.IsRunning)
        {
            _ended.Add(run);
        }
    }

    public void Committed(UsageAccount usage, ILogger log)
    {
        usage.Committed(log);
        if (_sources > 0)
        {
            StoreMeters.TookIn(_sources, _bytes);
        }
        foreach (var run in _ended)
        {
            var took = run.FinishedAt - run.StartedAt;
            var timedOut =
                run.Status is not RunRecord.Completed
                && run.ErrorList.Any(e => e.StartsWith(ErrorCode.InterpretationTimeout.Name(), StringComparison.Ordinal));
            StoreMeters.RunEnded(run.Interpreter, run.Status, timedOut, took > 0 ? took / 1e6 : null, run.UnknownFields);
        }
    }
}
