using System.CommandLine;

namespace Strata.Cli;

/// <summary>Options of every verb: store, user and output. Each falls back to an environment variable.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Data = Global(
        "--data",
        "DIR",
        "Store folder (STRATA_DATA; default: strata in your data folder)"
    );
    public static readonly Option<string?> Database = Global(
        "--database",
        "URL",
        "Use PostgreSQL instead of the embedded database: postgres://… (STRATA_DATABASE)"
    );
    public static readonly Option<string?> Blobs = Global(
        "--blobs",
        "URL",
        "Store file contents in S3 instead of the store folder: s3://bucket/prefix?endpoint=… (STRATA_BLOBS)"
    );
    public static readonly Option<string?> User = Global("--user", "NAME", "User whose memory to work on (STRATA_USER; default: local)");
    public static readonly Option<string?> Server = Global("--server", "URL", "Use a remote Strata server (STRATA_SERVER)");
    public static readonly Option<string?> Token = Global("--token", "TOKEN", "Bearer token for --server (STRATA_TOKEN)");
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the REST response as JSON; lists print one object per line",
        Recursive = true,
    };

    public static void AddTo(RootCommand root)
    {
        root.Add(Data);
        root.Add(Database);
        root.Add(Blobs);
        root.Add(User);
        root.Add(Server);
        root.Add(Token);
        root.Add(Json);
    }

    private static Option<string?> Global(string name, string value, string description) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            Recursive = true,
        };
}
