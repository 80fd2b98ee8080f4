using Strata.Database.Sqlite;

namespace Strata.Testing;

/// <summary>A database file of which each test's own is a copy, with the same rights.</summary>
internal sealed record SqliteTemplate(byte[] Bytes, UnixFileMode? Mode)
{
    private static readonly Lazy<Task<SqliteTemplate>> Migrated = new(() => CreateAsync(MigrateAsync));
    private static readonly Lazy<Task<SqliteTemplate>> WithUsers = new(() => CreateAsync(folder => TestStore.AddUsersAsync(folder, null)));

    /// <param name="users">Whether it has those of a <see cref="TestStore"/>, or none.</param>
    public static async Task CopyToAsync(string file, bool users)
    {
        var template = await (users ? WithUsers : Migrated).Value;
        await File.WriteAllBytesAsync(file, template.Bytes, CancellationToken.None);
        if (!OperatingSystem.IsWindows() && template.Mode is { } mode)
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    private static async Task<SqliteTemplate> CreateAsync(Func<string, Task> make)
    {
        var folder = TestFolder.New();
        try
        {
            var file = TestDatabase.SqliteFile(folder);
            await make(folder);
            return File.Exists(file + "-wal")
                ? throw new InvalidOperationException("The database was closed, and some of it is still in its log.")
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

    private static async Task MigrateAsync(string folder)
    {
        await using var database = new SqliteDatabase(TestDatabase.SqliteFile(folder));
        await database.MigrateAsync(CancellationToken.None);
    }
}
