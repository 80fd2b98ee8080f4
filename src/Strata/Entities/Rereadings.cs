using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Which observations of an entity are readings of a source that was read again since. Where a later run of the same interpreter over
/// the same source states a field once more, that is the source's word on it, and what the earlier run read disagrees with nobody.
/// Two interpreters, or two records of one source, may well disagree.
/// </summary>
internal sealed class Rereadings
{
    private static readonly Rereadings None = new();

    private readonly Dictionary<long, Reading> _bySeq = [];

    public static async Task<Rereadings> OfAsync(UserConnection connection, StandingObservations observed)
    {
        var read = observed
            .Records.Where(o => o is { Class: (long)ObservationClass.Interpretation, RunNo: not null, SourceNo: not null })
            .Where(o => !observed.Retracted.Contains(o.Seq))
            .GroupBy(o => o.SourceNo ?? 0)
            .Where(source => source.Select(o => o.RunNo).Distinct().Skip(1).Any())
            .SelectMany(source => source)
            .ToList();
        if (read.Count == 0)
        {
            return None;
        }
        var runNos = read.ConvertAll(o => o.RunNo ?? 0).Distinct().ToList();
        var interpreters = (
            await connection.QueryAsync<RunOf>(
                "select run_no, interpreter from runs where user_id = @user and run_no IN_LIST(@runNos)",
                new { runNos }
            )
        ).ToDictionary(r => r.RunNo, r => r.Interpreter);
        var found = new Rereadings();
        foreach (var observation in read)
        {
            var runNo = observation.RunNo ?? 0;
            found._bySeq[observation.Seq] = new Reading(observation.SourceNo ?? 0, interpreters[runNo], runNo);
        }
        return found;
    }

    /// <summary>Of the observations that state one field: those that no later reading of their source has replaced.</summary>
    public IEnumerable<Observed> Current(IEnumerable<Observed> candidates)
    {
        if (_bySeq.Count == 0)
        {
            return candidates;
        }
        var all = candidates.ToList();
        var latest = new Dictionary<(long, string), long>();
        foreach (var candidate in all)
        {
            if (_bySeq.GetValueOrDefault(candidate.Stamp.Seq) is { } reading)
            {
                latest[reading.Of] = Math.Max(reading.RunNo, latest.GetValueOrDefault(reading.Of));
            }
        }
        return all.Where(c => _bySeq.GetValueOrDefault(c.Stamp.Seq) is not { } reading || reading.RunNo == latest[reading.Of]);
    }

    private sealed record Reading(long SourceNo, string Interpreter, long RunNo)
    {
        public (long, string) Of => (SourceNo, Interpreter);
    }

    private sealed record RunOf(long RunNo, string Interpreter);
}
