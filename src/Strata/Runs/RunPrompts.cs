using System.Text.Json.Nodes;
using Strata.Blobs;
using Strata.Database;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Runs;

/// <summary>Puts a run's prompt together, and reads the material that it refers to.</summary>
/// <param name="ofOperator">The last layer; null: none.</param>
internal sealed class RunPrompts(IDatabase database, BlobStore blobs, string? ofOperator)
{
    private const string Source = "source";
    private const int MaxReference = 200_000;

    public string? OfOperator => ofOperator;

    /// <summary>Returns the options with the whole prompt, its reference named by digest.</summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND or INVALID_CONTENT: what it refers to is not there or no text.</exception>
    public async Task<InterpretationOptions> OfAsync(UserConnection connection, SchemaSet schemas, InterpretationOptions options)
    {
        var schema = options.EntityType is { } type ? schemas.Find(type) : null;
        var ofUser = await OfUserAsync(connection);
        var prompt = Prompt.Merge(options.Prompt, schema?.Prompt, options.ProjectPrompt, ofUser, ofOperator);
        if (prompt is null || Prompt.Part(prompt, Prompt.Reference) is not { ValueKind: JsonValueKind.Object } reference)
        {
            return options with { Prompt = prompt };
        }
        var source = await SourceRecords.GetAsync(connection, reference.GetProperty(Source).GetString() ?? "");
        if (source.ByteSize > MaxReference || !source.MediaType.StartsWith("text/", StringComparison.Ordinal))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"The prompt refers to '{source.SourceId}' ({source.MediaType}, {source.ByteSize} bytes): reference material is text of at most {MaxReference} bytes."
            );
        }
        var named = new JsonObject { ["digest"] = source.Digest, [Source] = source.SourceId };
        return options with { Prompt = Prompt.WithReference(prompt, named) };
    }

    /// <summary>Returns the options with the text of the prompt's reference in its place.</summary>
    /// <exception cref="StrataException">INTERPRETATION_FAILED: the material is gone.</exception>
    public async Task<InterpretationOptions> ReadAsync(UserId user, InterpretationOptions options, CancellationToken ct)
    {
        if (
            options.Prompt is not { } prompt
            || Prompt.Part(prompt, Prompt.Reference) is not { ValueKind: JsonValueKind.Object } reference
            || reference.GetProperty("digest").GetString() is not { } digest
        )
        {
            return options;
        }
        try
        {
            await using var content = await blobs.OpenFileAsync(user, digest, ct);
            using var reader = new StreamReader(content, Encoding.UTF8);
            return options with { Prompt = Prompt.WithReference(prompt, JsonValue.Create(await reader.ReadToEndAsync(ct))) };
        }
        catch (StrataException e) when (e.Code is ErrorCode.SourceNotFound)
        {
            throw new StrataException(
                ErrorCode.InterpretationFailed,
                $"The prompt refers to '{reference.GetProperty(Source).GetString()}', which is no longer held.",
                e
            );
        }
    }

    /// <summary>Returns the options with the values that were rejected, if they ask about those.</summary>
    public Task<InterpretationOptions> RefusedAsync(UserId user, InterpretationOptions options, CancellationToken ct) =>
        options.Retry is { } retry
            ? database.ReadAsync(user, async c => options with { Retry = retry with { Refusals = await Refusals.OfAsync(c, retry) } }, ct)
            : Task.FromResult(options);

    /// <summary>Returns the options that a run would begin and be read with.</summary>
    /// <param name="retryOf">A run whose rejected values are asked about again; null: everything is.</param>
    public async Task<InterpretationOptions> PlannedAsync(
        UserId user,
        UserConnection connection,
        SchemaSet schemas,
        InterpretationOptions options,
        string? retryOf,
        CancellationToken ct
    )
    {
        if (retryOf is not null)
        {
            var run = await RunQueries.FindAsync(connection, retryOf);
            options = InterpretationConfiguration.OptionsOf(run.Configuration);
            var retry = new RetryOptions(run.RunNo, long.MaxValue);
            options = options with { Retry = retry with { Refusals = await Refusals.OfAsync(connection, retry) } };
        }
        else
        {
            options = await OfAsync(connection, schemas, options);
        }
        return await ReadAsync(user, options, ct);
    }

    /// <summary>Returns what the user tells all interpreters; null: nothing.</summary>
    public static async Task<string?> OfUserAsync(UserConnection connection) =>
        await LastAsync(connection) is { } last
        && JsonText.Element(last.Payload).TryGetProperty("prompt", out var prompt)
        && prompt.ValueKind == JsonValueKind.Object
            ? CanonicalJson.Of(prompt)
            : null;

    /// <summary>Returns the decision that the user's prompt comes from; null: none.</summary>
    public static Task<DecisionRecord?> LastAsync(UserConnection connection) =>
        connection.QueryFirstOrDefaultAsync<DecisionRecord>(
            $"""
            select {DecisionRecord.Columns} from decisions
            where user_id = @user and target_seq = 0 and kind = '{DecisionKind.SetPrompt}' order by seq desc limit 1
            """
        );
}
