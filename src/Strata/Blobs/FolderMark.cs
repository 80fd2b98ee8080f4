using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>
/// How the processes of a store on PostgreSQL know the blob folder that they share: by an empty file in it, whose name the database keeps. One
/// with another folder, or with nothing mounted there, takes it for a store that is away, and not for bytes that are lost. With the embedded
/// database the folder lies beside that.
/// </summary>
internal sealed class FolderMark(IDatabase database, FileBlobs files)
{
    private const string Name = "blob_folder";
    private const int Bytes = 8;

    /// <summary>Has the folder asked for its mark from now on. The first process of a store puts it there.</summary>
    public async Task RequireAsync(CancellationToken ct)
    {
        if (database.Engine == Engine.PostgreSql)
        {
            try
            {
                files.Mark = NameOf(await database.KeptAsync(Name, () => MakeAsync(ct), ct));
            }
            catch (ByteStoreException)
            {
                files.Mark = NameOf([]); // in no folder
            }
        }
    }

    private async Task<byte[]> MakeAsync(CancellationToken ct)
    {
        if (await AnyAsync(ct) is var (user, digest) && !files.Exists(user, digest))
        {
            throw new ByteStoreException("The blob folder has not what the database says.");
        }
        var mark = RandomNumberGenerator.GetBytes(Bytes);
        await files.PutMarkAsync(NameOf(mark));
        return mark;
    }

    /// <summary>Some file that rows name: a store from before there were marks may have any.</summary>
    private async Task<(UserId User, string Digest)?> AnyAsync(CancellationToken ct)
    {
        foreach (var record in await database.ListUsersAsync(ct))
        {
            var user = new UserId(record.UserId);
            try
            {
                if (await database.FindAsync<string>(user, "select digest from blobs where user_id = @user and location = 'file' limit 1", null, ct) is { } digest)
                {
                    return (user, digest);
                }
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // Being erased.
            }
        }
        return null;
    }

    private static string NameOf(byte[] mark) => ".store-" + Convert.ToHexStringLower(mark);
}
