using Strata.Testing;

namespace Strata.Verification;

/// <summary>A run is carried out with the schemas that its configuration names.</summary>
public sealed class RunSchemaTests
{
    private const string First =
        """{"type":"object","properties":{"code":{"type":"string"},"size":{"type":"number"}},"x-strata":{"identity":[["code"]]}}""";

    [Theory, DatabaseData, Trait("req", "N-111")]
    public async Task Run_uses_the_schema_versions_of_its_configuration_while_others_are_activated(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store, First);
        await RegisterAsync(store, First.Replace("\"size\"", "\"weight\"", StringComparison.Ordinal));

        using var stop = new CancellationTokenSource();
        var switching = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await store.Alice.Schemas.ActivateAsync("crate", 1 + (i % 2), CancellationToken.None);
            }
        });
        var runs = new List<RunResult>();
        for (var i = 0; i < TestScale.Pick(quick: 8, all: 30); i++)
        {
            runs.Add(
                (
                    await store.Alice.IngestAsync($"c{i}.csv", $"code,size,weight\nC{i},1,2\n", new IngestRequest { EntityType = "crate" })
                ).Run!
            );
        }
        await stop.CancelAsync();
        await switching;

        foreach (var run in runs)
        {
            var configured = (await store.Alice.Runs.GetAsync(run.RunId, CancellationToken.None)).Configuration;
            var version = configured
                .GetProperty("schemas")
                .EnumerateArray()
                .Single(s => s.GetProperty("entity_type").GetString() == "crate")
                .GetProperty("version")
                .GetInt32();
            var observation = (await store.Alice.ObservationsAsync(run.Entities[0].EntityId)).ShouldHaveSingleItem();
            observation.SchemaVersion.ShouldBe(version, run.RunId);
            observation
                .Fields.Keys.Order(StringComparer.Ordinal)
                .ShouldBe(["code", version == 1 ? "size" : "weight"], Case.Sensitive, run.RunId);
        }
        await store.Alice.StateHashAsync();
    }

    private static Task<SchemaView> RegisterAsync(TestStore store, string schema) =>
        store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "crate",
                Schema = JsonElement.Parse(schema),
                Activate = true,
            },
            CancellationToken.None
        );
}
