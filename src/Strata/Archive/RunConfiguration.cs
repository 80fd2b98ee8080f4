using System.Buffers;
using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Archive;

/// <summary>A row of <c>run_configurations</c>: the configuration of one or more archived runs.</summary>
internal sealed record RunConfiguration(string ConfigHash, long PlainSize, byte[] Packed)
{
    public const string Columns = "config_hash, plain_size, packed";

    /// <summary>Placeholder for configuration and errors in an archived run's own row.</summary>
    public const string Moved = "{}";

    private static readonly BulkTable Table = new(
        "run_configurations",
        ["config_hash"],
        [new("config_hash", BulkType.Text), new("plain_size", BulkType.Integer), new("packed", BulkType.Bytes)]
    );

    public static string PathOf(string hash) => "archives/configurations/" + hash;

    public static RunConfiguration Of(string hash, string configuration)
    {
        var plain = Encoding.UTF8.GetBytes(configuration);
        return new RunConfiguration(hash, plain.Length, ArchiveCompression.Pack(plain));
    }

    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the configuration is damaged.</exception>
    public string Unpack()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(ConfigHash, digest, out _, out var length) == OperationStatus.Done && length == digest.Length
            ? Encoding.UTF8.GetString(ArchiveCompression.Unpack(Packed, PlainSize, digest, PathOf(ConfigHash)))
            : throw ArchiveCompression.Damaged(PathOf(ConfigHash));
    }

    public static Task<IReadOnlyList<RunConfiguration>> FindAsync(UserConnection connection, IReadOnlyList<string> hashes) =>
        connection.QueryAsync<RunConfiguration>(
            $"select {Columns} from run_configurations where user_id = @user and config_hash IN_LIST(@hashes)",
            new { hashes }
        );

    public static Task AddAsync(UserTransaction tx, IReadOnlyList<RunConfiguration> configurations) =>
        tx.BulkAsync(
            Table,
            BulkMode.InsertIfAbsent,
            [.. configurations.Select(c => new object?[] { c.ConfigHash, c.PlainSize, c.Packed })]
        );
}
