using System.Globalization;
using Strata.Database;
using Strata.Documents;
using Strata.Ledger;
using Strata.Parsing;
using Strata.Search;

namespace Strata.Interpretation;

/// <summary>Commits the chunks of one attempt at a run. An attempt that was taken over by another can't write.</summary>
internal sealed class RunWriter(IDatabase database, LedgerServices services, UserId user, string actor, SourceRecord source, IParser parser)
{
    private static readonly BulkTable Pages = new(
        "block_pages",
        ["document_no", "first_block"],
        [
            new("document_no", BulkType.Integer),
            new("first_block", BulkType.Integer),
            new("page_no", BulkType.Integer),
            new("block_count", BulkType.Integer),
            new("byte_start", BulkType.Integer),
            new("byte_end", BulkType.Integer),
            new("packed", BulkType.Bytes),
        ]
    );

    /// <summary>Commits one chunk and returns where the run stands after it.</summary>
    public Task<RunRecord> CommitAsync(RunRecord run, RunChunk chunk, RunDocument document, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var documentNo = await DocumentAsync(session, document);
                await WritePagesAsync(session, documentNo, chunk);
                var observations = chunk.Observations.ConvertAll(o => o with { RunNo = run.RunNo, DocumentNo = documentNo, Actor = actor });
                await session.PrefetchAsync(observations);
                long created = 0;
                foreach (var observation in observations)
                {
                    created += (await session.ObserveAsync(observation)).Created ? 1 : 0;
                }
                if (chunk.EndsDocument)
                {
                    await CloseDocumentAsync(tx, documentNo, document, chunk.BlocksDone);
                }
                var next = Advance(run, chunk, document, created, services.Time) with { LastSeq = session.Seq };
                if (!await RunRecord.UpdateAsync(tx, next))
                {
                    throw new StrataException(
                        ErrorCode.Conflict,
                        $"Run '{Ids.Run(run.RunNo)}' was taken over by another worker; this attempt writes nothing more."
                    );
                }
                return next;
            },
            ct
        );

    private static RunRecord Advance(RunRecord run, RunChunk chunk, RunDocument document, long created, TimeProvider time)
    {
        var errors = run.Errors;
        var blocks = run.Blocks;
        var progress = new RunProgress(document.Index, chunk.BlocksDone);
        if (chunk.EndsDocument)
        {
            progress = new RunProgress(document.Index + 1, 0);
            blocks += chunk.BlocksDone;
            errors = RunRecord.ErrorsJson([.. run.ErrorList, .. document.Parsed.Diagnostics.Take(100).Select(Describe)]);
        }
        var observations = run.Observations + chunk.Observations.Count;
        return run with
        {
            Progress = progress.ToJson(),
            LeaseUntil = RunLease.Until(time),
            Blocks = blocks,
            Observations = observations,
            Entities = run.Entities + created,
            Skipped = chunk.EndsDocument ? run.Skipped + (document.Rules?.SkippedCount ?? 0) : run.Skipped,
            UnknownFields = run.UnknownFields + chunk.UnknownFields,
            Errors = errors,
            Confidence = observations == 0 ? 0 : ((run.Confidence * run.Observations) + chunk.ConfidenceSum) / observations,
        };
    }

    private static string Describe(ParseDiagnostic diagnostic) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(diagnostic.Line > 0 ? $"line {diagnostic.Line}" : $"byte {diagnostic.Offset}")}: {diagnostic.Reason}"
        );

    private async Task<long> DocumentAsync(LedgerSession session, RunDocument document)
    {
        var parsed = document.Parsed;
        var documentId = Ids.Document(user, source.Digest, parser.Id, parser.Version, parsed.Part);
        var known = await session.Transaction.QueryFirstOrDefaultAsync<long?>(
            "select document_no from documents where user_id = @user and document_id = @documentId",
            new { documentId }
        );
        if (known is { } no)
        {
            return no;
        }
        var (seq, recordedAt) = session.Next();
        await session.Transaction.ExecuteAsync(
            $"""
            insert into documents (user_id, {DocumentRecord.Columns})
            values (@user, @DocumentNo, @DocumentId, @SourceNo, @Parser, @ParserVersion, @Part, @Title, @Encoding, @IsRecords, @BlockCount,
                    @Complete, @Facts, @Diagnostics, @RecordedAt)
            """,
            new DocumentRecord(
                seq,
                documentId,
                source.SourceNo,
                parser.Id,
                parser.Version,
                parsed.Part,
                parsed.Title,
                parsed.Encoding.WebName,
                parsed.IsRecords ? 1 : 0,
                BlockCount: 0,
                Complete: 0,
                FieldList.From(parsed.Facts.Select(f => KeyValuePair.Create(f.Key, JsonText.String(f.Value)))).ToJson(),
                Diagnostics: "[]",
                recordedAt
            )
        );
        return seq;
    }

    private static async Task WritePagesAsync(LedgerSession session, long documentNo, RunChunk chunk)
    {
        if (chunk.Pages.Count == 0)
        {
            return;
        }
        var held = await session.Transaction.QueryFirstOrDefaultAsync<long>(
            "select coalesce(max(first_block + block_count), 0) as held from block_pages where user_id = @user and document_no = @documentNo",
            new { documentNo }
        );
        var rows = new List<object?[]>();
        var search = new SearchChanges();
        foreach (var page in chunk.Pages.Where(p => p.FirstBlock >= held))
        {
            var (seq, _) = session.Next();
            rows.Add([documentNo, (long)page.FirstBlock, seq, (long)page.Count, page.ByteStart, page.ByteEnd, page.Packed]);
            search.Page(seq, page.Texts);
        }
        if (rows.Count > 0)
        {
            await session.Transaction.BulkAsync(Pages, BulkMode.Insert, rows);
            await search.WriteAsync(session.Transaction);
        }
    }

    private static Task<int> CloseDocumentAsync(UserTransaction tx, long documentNo, RunDocument document, int blocks) =>
        tx.ExecuteAsync(
            """
            update documents set block_count = @blocks, complete = @complete, diagnostics = @diagnostics
            where user_id = @user and document_no = @documentNo
            """,
            new
            {
                documentNo,
                blocks = (long)blocks,
                complete = document.Parsed.Diagnostics.Any(d => d.Fatal) ? 0L : 1L,
                diagnostics = RunRecord.ErrorsJson(document.Parsed.Diagnostics.Take(100).Select(Describe)),
            }
        );
}
