using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Finds the observations of an entity that a later reading of the same source replaced. A later run of the same interpreter over the same
/// source replaces a reading once it has passed the reading's place and states the field; the earlier value then conflicts with nothing.
/// Two interpreters, or two records of one source, may disagree, and an abandoned run says nothing about the blocks it didn't reach.
/// </summary>
internal sealed class SupersededReadings
{
    private static readonly SupersededReadings None = new();

    private readonly Dictionary<long, Reading> _bySeq = [];

    public static async Task<SupersededReadings> OfAsync(UserConnection connection, StandingObservations observed, ReadPoint point)
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
        var sourceNos = read.ConvertAll(o => o.SourceNo ?? 0).Distinct().ToList();
        var asked = connection.Ask<RunRecord>(
            $"select {RunRecord.Columns} from runs where user_id = @user and run_no IN_LIST(@runNos)",
            new { runNos }
        );
        var parses = Parses.Of(
            await connection.QueryAsync<DocumentRow>(
                """
                select document_no, source_no, parser, parser_version from documents
                where user_id = @user and source_no IN_LIST(@sourceNos) order by document_no
                """,
                new { sourceNos }
            )
        );
        var runs = new Dictionary<long, ReadBy>();
        foreach (var run in await asked.RowsAsync())
        {
            var parse = parses.Of(read.First(o => o.RunNo == run.RunNo).DocumentNo);
            runs[run.RunNo] = new ReadBy(run.RunNo, run.Interpreter, parse, await ReachAsync(connection, parses, run, point));
        }
        var found = new SupersededReadings();
        foreach (var observation in read)
        {
            var (parse, document) = (parses.Of(observation.DocumentNo), parses.PlaceOf(observation.DocumentNo));
            found._bySeq[observation.Seq] = new Reading(
                observation.SourceNo ?? 0,
                runs[observation.RunNo ?? 0],
                parse,
                observation.Block is { } block ? new Reach(document, block) : null
            );
        }
        return found;
    }

    /// <summary>Returns those of a field's observations that no later reading of their source has replaced.</summary>
    public IEnumerable<Observed> Current(IEnumerable<Observed> candidates)
    {
        if (_bySeq.Count == 0)
        {
            return candidates;
        }
        var all = candidates.ToList();
        var runs = all.Select(c => _bySeq.GetValueOrDefault(c.Stamp.Seq))
            .OfType<Reading>()
            .GroupBy(r => r.Of, r => r.Run)
            .ToDictionary(source => source.Key, source => source.Distinct().ToList());
        return all.Where(c =>
            _bySeq.GetValueOrDefault(c.Stamp.Seq) is not { } reading || !runs[reading.Of].Exists(later => later.Replaces(reading))
        );
    }

    /// <summary>
    /// Returns how far the run had got by the point. In the middle of the run that is its last observation, as nothing else is recorded.
    /// </summary>
    private static async Task<Reach> ReachAsync(UserConnection connection, Parses parses, RunRecord run, ReadPoint point)
    {
        if (point.Seq >= run.LastSeq)
        {
            return new Reach(run.Reached.Document, run.Reached.Block);
        }
        var last = await connection.QueryFirstOrDefaultAsync<LastRow>(
            """
            select document_no, block from observations
            where user_id = @user and seq > @runNo and seq <= @seq and run_no = @runNo order by seq desc limit 1
            """,
            new { runNo = run.RunNo, seq = point.Seq }
        );
        return new Reach(parses.PlaceOf(last?.DocumentNo), last?.Block + 1 ?? 0);
    }

    /// <summary>A place in a parse of a source: document index, from 0, and block.</summary>
    private readonly record struct Reach(long Document, long Block)
    {
        public bool IsPast(Reach other) => Document > other.Document || (Document == other.Document && Block > other.Block);
    }

    /// <param name="Documents">Number of documents that the parse makes of the source.</param>
    private sealed record Parse(string Parser, long Version, int Documents);

    private sealed record ReadBy(long RunNo, string Interpreter, Parse? Parse, Reach Reach)
    {
        /// <summary>
        /// Block numbers are comparable within one parser version only; a run over another parse replaces a reading only if it read every
        /// document.
        /// </summary>
        public bool Replaces(Reading reading) =>
            RunNo > reading.Run.RunNo
            && (
                reading.At is not { } at || Parse is null || (Parse == reading.Parse ? Reach.IsPast(at) : Reach.Document >= Parse.Documents)
            );
    }

    /// <param name="At">Null if the observation names no block.</param>
    private sealed record Reading(long SourceNo, ReadBy Run, Parse? Parse, Reach? At)
    {
        public (long, string) Of => (SourceNo, Run.Interpreter);
    }

    /// <summary>Documents of the sources, grouped by parse.</summary>
    private sealed class Parses
    {
        private readonly Dictionary<long, (Parse Parse, int Place)> _byDocument = [];

        public static Parses Of(IReadOnlyList<DocumentRow> documents)
        {
            var parses = new Parses();
            foreach (var parse in documents.GroupBy(d => (d.SourceNo, d.Parser, d.ParserVersion)))
            {
                var of = new Parse(parse.Key.Parser, parse.Key.ParserVersion, parse.Count());
                foreach (var (document, place) in parse.Select((d, i) => (d.DocumentNo, i)))
                {
                    parses._byDocument[document] = (of, place);
                }
            }
            return parses;
        }

        public Parse? Of(long? documentNo) => _byDocument.GetValueOrDefault(documentNo ?? 0).Parse;

        public int PlaceOf(long? documentNo) => _byDocument.GetValueOrDefault(documentNo ?? 0).Place;
    }

    private sealed record DocumentRow(long DocumentNo, long SourceNo, string Parser, long ParserVersion);

    private sealed record LastRow(long? DocumentNo, long? Block);
}
