using System.CommandLine;
using Strata.Cli.Schemas;

namespace Strata.Cli.Entities;

/// <summary>Corrects a field; a correction overrides everything until it is retracted.</summary>
internal static class CorrectVerb
{
    private static readonly Argument<string> Id = SharedOptions.Entity();
    private static readonly Argument<string> Field = new("FIELD") { Description = "Field to correct" };
    private static readonly Argument<string?> Value = new("VALUE")
    {
        Description = "Correct value; parsed as JSON if it is JSON of the field's type, else taken as text",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> JsonValue = new("--json-value") { Description = "Parse VALUE as JSON whatever the field's type" };
    private static readonly Option<bool> Clear = new("--clear") { Description = "State that the field has no value" };

    public static Command Create() =>
        new Command("correct", "Correct a field; the correction overrides every source until retracted")
        {
            Id,
            Field,
            Value,
            JsonValue,
            Clear,
            SharedOptions.Reason,
            SharedOptions.ObservedAt,
            SharedOptions.IdempotencyKey,
            SharedOptions.IfMatch,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var field = call.Get(Field);
        if (call.Get(Clear) == call.Find(Value) is not null)
        {
            throw new UsageException("Give a VALUE or --clear.");
        }
        var strata = await call.StrataAsync(ct);
        var entityId = call.Get(Id);
        var request = new CorrectRequest
        {
            Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                [field] = await ReadAsync(call, strata, entityId, field, ct),
            },
            Reason = call.Get(SharedOptions.Reason),
            ObservedAt = SharedOptions.Time("--observed-at", call.Get(SharedOptions.ObservedAt)),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
            IfMatch = call.Get(SharedOptions.IfMatch),
        };
        call.Out.One(await strata.Decisions.CorrectAsync(entityId, request, ct), DecisionConsoleView.Show);
    }

    private static async Task<JsonElement> ReadAsync(
        CommandContext call,
        IStrata strata,
        string entityId,
        string field,
        CancellationToken ct
    )
    {
        if (call.Find(Value) is not { } text)
        {
            return JsonElement.Parse("null");
        }
        var json = SharedOptions.TryJson(text);
        if (call.Get(JsonValue))
        {
            return json ?? throw new UsageException($"'{Terminal.Short(text, 60)}' is not JSON.");
        }
        if (json is not { } value)
        {
            return SharedOptions.Text(text);
        }
        try
        {
            var entity = await strata.Entities.GetAsync(entityId, provenance: false, ReadAt.Now, ct);
            var schema = await strata.Schemas.GetAsync(entity.EntityType, entity.SchemaVersion, ct);
            return SchemaFieldKinds.Allows(schema.Schema, field, value) ? value : SharedOptions.Text(text);
        }
        catch (StrataException e) when (e.Code is ErrorCode.EntityNotFound)
        {
            return value; // the correction itself says what is wrong, and in the words for writes
        }
    }
}
