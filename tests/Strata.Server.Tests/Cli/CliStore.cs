using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>A store of one engine, without anything in it, that the command line works on, and a folder for the test's own files.</summary>
internal sealed class CliStore : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly Dictionary<string, string> _variables;

    private CliStore(TestDatabase database)
    {
        _database = database;
        Data = database.Folder;
        Files = Directory.CreateDirectory(Path.Combine(database.Folder, "files")).FullName;
        _variables = new(StringComparer.Ordinal) { ["STRATA_DATA"] = Data };
        if (database.Engine == Engine.PostgreSql)
        {
            _variables["STRATA_DATABASE"] = database.Location;
        }
    }

    public string Data { get; }
    public string Files { get; }
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>Migrated.</summary>
    public static async Task<CliStore> CreateAsync(Engine engine) => new(await TestDatabase.CreateAsync(engine));

    /// <summary>Without any table: the first verb makes them.</summary>
    public static async Task<CliStore> CreateEmptyAsync(Engine engine) => new(await TestDatabase.CreateEmptyAsync(engine));

    public string Write(string name, string text)
    {
        var path = Path.Combine(Files, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Files);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    public Task<Ended> RunAsync(params string[] arguments) => StrataCommand.RunAsync(arguments, null, _variables);

    public Task<Ended> PipeAsync(string input, params string[] arguments) =>
        StrataCommand.RunAsync(arguments, Encoding.UTF8.GetBytes(input), _variables);

    /// <summary>The one JSON result of a verb that must succeed.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments) => (await RunAsync([.. arguments, "--json"])).ShouldEndWith(0).Json;

    /// <summary>The JSON Lines of a verb that must succeed.</summary>
    public async Task<JsonElement[]> LinesAsync(params string[] arguments) =>
        (await RunAsync([.. arguments, "--json"])).ShouldEndWith(0).JsonLines;

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
