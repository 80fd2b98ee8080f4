using Strata.Database.Sqlite;

namespace Strata.Testing;

/// <summary>A migrated database file without rows, of which each test's own is a copy, with the same rights.</summary>
internal sealed record SqliteTemplate(byte[] Bytes, UnixFileMode? Mode)
{
    private static readonly Lazy<Task<SqliteTemplate>> Shared = new(CreateAsync);

    public static async Task CopyToAsync(string file)
    {
        var template = await Shared.Value;
        await File.WriteAllBytesAsync(file, template.Bytes, CancellationToken.None);
        if (!OperatingSystem.IsWindows() && template.Mode is { } mode)
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    private static async Task<SqliteTemplate> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("strata-template-").FullName;
        try
        {
            var file = Path.Combine(folder, "strata.db");
            await using (var database = new SqliteDatabase(file))
            {
                await database.MigrateAsync(CancellationToken.None);
            }
            return File.Exists(file + "-wal")
                ? throw new InvalidOperationException("The migrated database was closed, and some of it is still in its log.")
                : new SqliteTemplate(
                    await File.ReadAllBytesAsync(file, CancellationToken.None),
                    OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(file)
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
