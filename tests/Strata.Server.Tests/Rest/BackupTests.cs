using Strata.Cli.Remote;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>One's own backup by REST is the one that the operator's command writes.</summary>
public sealed class BackupTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Own_backup_is_sent_while_it_is_written_and_restores_to_the_same_state(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.InvoiceAsync("INV-1", 10);
        using var response = await server.Alice.GetAsync("/api/v1/backup", HttpCompletionOption.ResponseHeadersRead, Cancel);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/zip");
        response.Content.Headers.ContentDisposition.ShouldNotBeNull().FileName.ShouldNotBeNull().ShouldStartWith("alice-");
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);

        var restored = await server.Test.Store.RestoreAsync(new UserId("carol"), new MemoryStream(bytes), null, Cancel);

        (restored.TakenFrom, restored.Verified.Ok).ShouldBe(("alice", true));
        (await server.Test.Store.For(new UserId("carol"), "test").StateHashAsync()).ShouldBe(restored.StateHash);
        var audit = (await server.Test.Alice.Audit.ListAsync(new AuditQuery { Action = "backup" }, Cancel)).Items.ShouldHaveSingleItem();
        audit.Actor.ShouldBe("rest");
        audit.TokenId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Command_line_writes_ones_own_backup_of_a_server()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        await server.InvoiceAsync("INV-1", 10);
        await using var remote = RemoteStrata.Connect(server.Address, server.Alice.DefaultRequestHeaders.Authorization?.Parameter);
        using var file = new MemoryStream();

        (await remote.Backup.WriteAsync(file, null, Cancel)).ShouldBe(file.Length);
        file.Position = 0;
        (await server.Test.Store.RestoreAsync(new UserId("carol"), file, null, Cancel)).Verified.Ok.ShouldBeTrue();
    }
}
