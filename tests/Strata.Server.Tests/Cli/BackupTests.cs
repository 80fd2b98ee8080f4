using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class BackupTests
{
    [Theory, DatabaseData]
    public async Task A_backup_of_one_store_is_restored_in_another(Engine engine)
    {
        await using var old = await CliStore.CreateAsync(engine);
        await using var fresh = await CliStore.CreateAsync(engine == Engine.Sqlite ? Engine.PostgreSql : Engine.Sqlite);
        await old.JsonAsync(
            "ingest",
            old.Write("notes.json", """[{"title":"One","text":"first"},{"title":"Two","text":"second"}]"""),
            "--type",
            "note"
        );
        var file = Path.Combine(old.Files, "local.strata.zip");

        var written = await old.JsonAsync("backup", file);
        var restored = await fresh.JsonAsync("restore", file);

        restored.Text("state_hash").ShouldBe(written.Text("state_hash"));
        restored.GetProperty("verified").Text("ok").ShouldBe("true");
        (await fresh.JsonAsync("verify")).Text("state_hash").ShouldBe(written.Text("state_hash"));
        (await fresh.RunAsync("restore", file)).ShouldEndWith(4);
        (await fresh.RunAsync("restore", file, "--as", "Not a name")).ShouldEndWith(2);
        (await fresh.RunAsync("restore", old.Write("bad.zip", "no backup"), "--as", "carol")).ShouldEndWith(1);
        (await fresh.LinesAsync("users", "list")).ShouldNotContain(u => u.Text("user_id") == "carol");
        File.Exists(file + ".part").ShouldBeFalse();
    }
}
