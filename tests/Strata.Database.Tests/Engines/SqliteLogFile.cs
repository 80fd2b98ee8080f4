using System.Buffers.Binary;

namespace Strata.Database.Tests.Engines;

internal static class SqliteLogFile
{
    /// <summary>
    /// One more each time that the log of that database begins again: bytes 16 to 19 of its header,
    /// https://sqlite.org/fileformat2.html#walformat.
    /// </summary>
    public static uint Generation(string database)
    {
        using var log = new FileStream(database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[32];
        log.ReadExactly(header);
        return BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(16));
    }
}
