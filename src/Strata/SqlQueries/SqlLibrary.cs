using DuckDB.NET.Native;

namespace Strata.SqlQueries;

/// <summary>DuckDB's native library, which lies beside the program.</summary>
public static class SqlLibrary
{
    /// <summary>Its version; null: it is not there, and SQL is refused.</summary>
    public static string? Version
    {
        get
        {
            try
            {
                return NativeMethods.Startup.DuckDBLibraryVersion();
            }
            catch (Exception e) when (IsMissing(e))
            {
                return null;
            }
        }
    }

    internal static bool IsMissing(Exception e) => e is DllNotFoundException or TypeInitializationException or BadImageFormatException;
}
