using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Runs;
using Strata.Schemas;

namespace Strata.Review;

/// <summary>Reads some blocks of a stored document with a schema, as a staged run would, and stores nothing.</summary>
internal sealed class SchemaTrials(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    Interpreters interpreters,
    RunPrompts prompts,
    RunLimits limits
)
{
    private const int MaxBlocks = 50;

    /// <exception cref="StrataException">SOURCE_NOT_FOUND; SCHEMA_NOT_FOUND; INVALID_CONTENT; CONFLICT: the source has no blocks yet.</exception>
    public async Task<SchemaTrial> TryAsync(UserId user, TrySchema request, CancellationToken ct)
    {
        if (request.Blocks is < 1 or > MaxBlocks)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'blocks' must be between 1 and {MaxBlocks}; got {request.Blocks}.");
        }
        var (schemas, source, documents) = await database.ReadAsync(
            user,
            async c =>
            {
                var found = await SourceRecords.GetAsync(c, request.SourceId);
                return (await SchemasAsync(c, request), found, await StoredDocuments.AllAsync(c, found.SourceNo));
            },
            ct
        );
        if (documents.Count == 0)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Source '{source.SourceId}' has no blocks yet: interpret it first (strata reinterpret {source.SourceId})."
            );
        }
        var schema = schemas.Single(s => s.EntityType == request.EntityType);
        var isAnnotation = schema.Kind == SchemaKind.Annotation;
        var interpreter = interpreters.Asked(request.Interpreter ?? (isAnnotation ? RecordedInterpreter.Called : null));
        RunService.RefuseUnfitting(schemas, interpreter, request.EntityType);
        var options = new InterpretationOptions
        {
            EntityType = request.EntityType,
            Prompt = Prompt.Merge(PromptSyntax.Read(request.Prompt), schema.Prompt),
            Stage = true,
        };
        if (isAnnotation)
        {
            options = await database.ReadAsync(
                user,
                async c => await prompts.PlannedAsync(user, c, await services.Schemas.CurrentAsync(c), options, retryOf: null, ct),
                ct
            );
        }
        var reader = new RunReader(
            interpreter,
            source,
            new SourceOrigin(source.IdOrigin),
            schemas,
            options,
            RunProgress.Start,
            limits,
            services.Time
        );
        var (findings, notes, read) = (new List<TriedFinding>(), new List<string>(), 0L);
        for (var i = 0; i < documents.Count && read < request.Blocks; i++)
        {
            var document = documents[i];
            await using var text = await blobs.OpenFileAsync(user, document.TextDigest ?? source.Digest, ct);
            await using var quotes = await blobs.OpenFileAsync(user, document.TextDigest ?? source.Digest, ct);
            await using var feed = new BlockFeed(database, user, document, text, ct);
            var blocks = feed
                .Blocks.Where(b => !isAnnotation || schema.AppliesTo(b.Type.Name()) && !string.IsNullOrWhiteSpace(b.Text))
                .Take((int)(request.Blocks - read))
                .Select(Counted);
            var tried = new RunDocument(StoredDocuments.Parsed(document, blocks), i, document);
            await Task.Run(
                () =>
                {
                    foreach (var chunk in reader.ReadStored(tried, quotes, ct))
                    {
                        findings.AddRange(chunk.Staged.SelectMany(f => Found(document, f)));
                    }
                },
                ct
            );
            notes.AddRange(tried.Reading?.Notes ?? []);
        }
        return new SchemaTrial
        {
            SourceId = source.SourceId,
            EntityType = request.EntityType,
            Interpreter = interpreter.Name,
            BlockCount = read,
            Findings = findings,
            Notes = notes,
        };

        Block Counted(Block block)
        {
            read++;
            return block;
        }
    }

    /// <summary>Returns the active schemas, with the tried one in its type's place.</summary>
    private async Task<IReadOnlyList<SchemaDefinition>> SchemasAsync(UserConnection connection, TrySchema request)
    {
        var current = await services.Schemas.CurrentAsync(connection);
        if (request.Schema is not { ValueKind: not JsonValueKind.Null } given)
        {
            _ = current.Get(request.EntityType);
            return [.. current.All];
        }
        var tried = SchemaDefinition.Parse(request.EntityType, current.Find(request.EntityType)?.Version ?? 1, given);
        return [.. current.All.Where(s => s.EntityType != request.EntityType), tried];
    }

    private static IEnumerable<TriedFinding> Found(DocumentRecord document, Finding finding)
    {
        foreach (var field in finding.Fields)
        {
            yield return Of(
                field.Name,
                field.Json,
                field.IsUnquoted ? null : field.Raw,
                field.IsUnquoted ? null : field.Range,
                field.Confidence ?? field.Assessment?.Confidence ?? finding.Confidence,
                field.Doubt is null ? Admission.Admitted : Admission.Flagged,
                field.Doubt
            );
        }
        foreach (var fragment in finding.Fragments.Where(f => f.IsQuarantined || f.IsUnparsed))
        {
            var admission = fragment.IsQuarantined ? Admission.Quarantined : Admission.Unparsed;
            yield return Of(fragment.Name, fragment.Json, fragment.Raw, fragment.Range, 0, admission, fragment.Reason);
        }

        TriedFinding Of(string field, string json, string? quote, ByteRange? at, double confidence, Admission admission, string? remark) =>
            new(
                document.DocumentId,
                finding.Block,
                finding.Schema.EntityType,
                field,
                JsonText.Element(json),
                at is { Length: > 0 } ? quote : null,
                at is { Length: > 0 } range ? new ByteLocator(range.Start, range.Length) : null,
                Math.Round(confidence, 4),
                admission,
                remark
            );
    }
}
