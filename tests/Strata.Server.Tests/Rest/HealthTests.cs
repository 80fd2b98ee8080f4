using Strata.Testing;

namespace Strata.Server.Tests;

public sealed class HealthTests
{
    [Theory, DoorData, Trait("req", "N-138")]
    public async Task Ready_server_says_what_it_looked_at(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var ready = await server.Anyone.ReadyAsync();
        ready.Text("status").ShouldBe("ok");
        ready
            .GetProperty("checks")
            .Items()
            .Select(c => (c.Text("name"), c.GetProperty("ok").GetBoolean()))
            .ShouldBe([("database", true), ("migrations", true), ("blobs", true), ("queue", true), ("modules", true), ("clock", true)]);
        ready.GetProperty("checks")[3].GetProperty("oldest_age").GetDouble().ShouldBe(0);
    }

    [Theory, DoorData]
    public async Task Clock_that_was_ahead_is_warned_about_while_it_dates_writes(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var days = TimeSpan.FromDays(3);
        server.Test.Time.Advance(days);
        await server.InvoiceAsync("1", 10);
        server.Test.Time.Advance(-days);
        await server.InvoiceAsync("2", 10);

        var ready = await server.Anyone.ReadyAsync();

        ready.Text("status").ShouldBe("ok");
        ready.GetProperty("checks").Items().Single(c => c.Text("name") == "clock").Text("detail").ShouldContain("72 hours ahead");
        (await server.Test.Store.CheckClockAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldContain("2026-03-04");
        server.Test.Time.Advance(days);
        (await server.Test.Store.CheckClockAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task Server_whose_blob_folder_fails_is_not_ready_until_it_works_again()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        var blobs = Path.Combine(server.Test.Folder, "blobs");
        await File.WriteAllTextAsync(blobs, "in the way", TestContext.Current.CancellationToken);

        var sick = await server.Anyone.ReadyAsync(503);

        sick.Text("status").ShouldBe("unavailable");
        sick.GetProperty("checks").Items().Where(c => !c.GetProperty("ok").GetBoolean()).Select(c => c.Text("name")).ShouldBe(["blobs"]);
        sick.ToString().ShouldNotContain(server.Test.Folder);
        File.Delete(blobs);
        (await server.Anyone.ReadyAsync()).Text("status").ShouldBe("ok");
    }

    [Fact]
    public async Task Server_is_not_ready_while_jobs_wait_longer_than_it_was_told()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite, new() { MaxQueueAge = TimeSpan.FromMinutes(5) });
        await server.Alice.UploadAsync("?wait=false", StoreServer.Invoices).JsonAsync(202);
        server.Test.Time.Advance(TimeSpan.FromMinutes(6));

        var late = await server.Anyone.ReadyAsync(503);

        var queue = late.GetProperty("checks").Items().Single(c => !c.GetProperty("ok").GetBoolean());
        queue.Text("name").ShouldBe("queue");
        queue.GetProperty("oldest_age").GetDouble().ShouldBe(360, 1);
    }

    /// <summary>As while servers are replaced one after another: the first of the newer ones has migrated.</summary>
    [Theory, DoorData]
    public async Task Server_whose_database_a_newer_program_has_contracted_refuses_all_that_needs_it_and_is_not_ready(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var invoice = await server.InvoiceAsync("1", 10);

        await server.Test.MigrateAheadAsync("9001_contract_totals", "-- what a total means");

        await server
            .Alice.TellAsync("/api/v1/entities", """{"entities":[{"entity_type":"note","fields":{"title":"One"}}]}""")
            .RefusedAsync(503, "PROGRAM_OUTDATED");
        await server.Alice.UploadAsync("", StoreServer.Invoices).RefusedAsync(503, "PROGRAM_OUTDATED");
        await server.Alice.AskAsync($"/api/v1/entities/{invoice}").RefusedAsync(503, "PROGRAM_OUTDATED");
        var ready = await server.Anyone.ReadyAsync(503);
        ready
            .GetProperty("checks")
            .Items()
            .Single(c => c.Text("name") == "migrations")
            .Text("detail")
            .ShouldContain("9001_contract_totals");
    }
}
