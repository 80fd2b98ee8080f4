using Strata.Testing;

namespace Strata.Verification;

/// <summary>Short ways to do and ask what many tests of a store do and ask.</summary>
internal static class StoreSteps
{
    public static async Task<StrataException> RefusedAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (StrataException e)
        {
            return e;
        }
        throw new Xunit.Sdk.XunitException("It was not refused.");
    }

    public static async Task<ErrorCode> CodeAsync(Func<Task> action) => (await RefusedAsync(action)).Code;

    /// <summary>The answer as every door gives it.</summary>
    public static string Answer(EntityView view) => JsonSerializer.Serialize(view, StrataJson.Options);

    public static Task<SchemaView> RegisterAsync(this IStrata strata, string entityType, string schema, bool activate = true) =>
        strata.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = entityType,
                Schema = JsonDocument.Parse(schema).RootElement.Clone(),
                Activate = activate,
            },
            CancellationToken.None
        );

    public static Task<RelationshipView> RelateAsync(this IStrata strata, string from, string type, string to) =>
        strata.Decisions.RelateAsync(
            new RelateRequest
            {
                From = from,
                Type = type,
                To = to,
            },
            CancellationToken.None
        );

    public static Task<VerifyReport> VerifyAsync(this IStrata strata) => strata.Verification.VerifyAsync(null, CancellationToken.None);

    public static Task<RebuildReport> RebuildAsync(this IStrata strata) => strata.Verification.RebuildAsync(null, CancellationToken.None);

    /// <summary>The ledger position reached so far, by a decision that says nothing.</summary>
    public static async Task<long> HeadAsync(this IStrata strata, string entityId) => (await strata.GetAsync(entityId)).Seq;
}
