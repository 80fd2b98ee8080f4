using System.Runtime.InteropServices;
using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>
/// Which SQLite we run on: the operating system's, which is patched with the rest of the system, where it is recent enough;
/// else the one that comes with the program.
/// </summary>
internal static unsafe class SqliteLibrary
{
    private const int OldestOfSystem = 3_038_000;
    private static readonly Lazy<string> Loaded = new(Load);
    private static string _origin = "bundled";

    /// <summary>"3.40.1 (libsqlite3.so.0 of the operating system)".</summary>
    /// <exception cref="InvalidOperationException">It lacks FTS5 or JSON.</exception>
    public static string Use() => Loaded.Value;

    private static string Load()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            static (name, _, _) => name == "e_sqlite3" ? OfSystem() : 0
        );
        Batteries_V2.Init();
        var version = raw.sqlite3_libversion().utf8_to_string();
        // JSON is built in from 3.38 on unless left out; before, it has to be built in by option.
        var json =
            raw.sqlite3_libversion_number() >= OldestOfSystem
                ? raw.sqlite3_compileoption_used("OMIT_JSON") == 0
                : raw.sqlite3_compileoption_used("ENABLE_JSON1") == 1;
        if (!json || raw.sqlite3_compileoption_used("ENABLE_FTS5") == 0)
        {
            throw new InvalidOperationException(
                $"SQLite {version} ({_origin}) was built without JSON or FTS5. Install SQLite 3.38 or later from your system's packages."
            );
        }
        return $"{version} ({_origin})";
    }

    private static nint OfSystem()
    {
        string[] names =
            OperatingSystem.IsWindows() ? ["winsqlite3.dll"]
            : OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib"]
            : ["libsqlite3.so.0", "libsqlite3.so"];
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var library))
            {
                continue;
            }
            if (IsGoodEnough(library))
            {
                _origin = $"{Path.GetFileName(name)} of the operating system";
                return library;
            }
            NativeLibrary.Free(library);
        }
        return 0;
    }

    private static bool IsGoodEnough(nint library)
    {
        if (
            !NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var number)
            || !NativeLibrary.TryGetExport(library, "sqlite3_compileoption_used", out var option)
        )
        {
            return false;
        }
        fixed (byte* fts = "ENABLE_FTS5"u8)
        fixed (byte* noJson = "OMIT_JSON"u8)
        {
            return ((delegate* unmanaged<int>)number)() >= OldestOfSystem
                && ((delegate* unmanaged<byte*, int>)option)(fts) == 1
                && ((delegate* unmanaged<byte*, int>)option)(noJson) == 0;
        }
    }
}
