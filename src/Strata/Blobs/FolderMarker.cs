using System.Security.Cryptography;
using Strata.Blobs.Backends;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>
/// Lets the processes of a store on PostgreSQL recognise their shared blob folder: by an empty file in it, whose name the database has. A
/// process with another folder, or with nothing mounted there, then treats the store as unreachable and not its bytes as lost. With the
/// embedded database the folder is beside it; there, a path that is no folder or can't be read is unreachable (see <see
/// cref="FileBlobBackend"/>), as is a missing one that rows name files in.
/// </summary>
internal sealed class FolderMarker(IDatabase database, FileBlobBackend files)
{
    private const string Name = "blob_folder";
    private const int Bytes = 8;

    /// <summary>Files looked up before a folder is taken for another: any of them may be lost.</summary>
    private const int MaxLookedFor = 100;

    private readonly SemaphoreSlim _turn = new(1);
    private byte[]? _made;

    /// <summary>
    /// Makes the folder require its mark. The first process of a store creates it. While that is undecided, every user of the folder checks
    /// again: it may be mounted by then.
    /// </summary>
    public Task RequireAsync(CancellationToken ct)
    {
        if (database.Engine != Engine.PostgreSql)
        {
            files.Settle = NeedAsync;
            return Task.CompletedTask;
        }
        files.Settle = SettleAsync;
        return SettleAsync(ct);
    }

    /// <summary>Created with the first file, and never again: in an empty folder, files that are elsewhere would seem lost.</summary>
    private async Task NeedAsync(CancellationToken ct)
    {
        if (!files.IsThere && (await SomeAsync(ct)).Count > 0)
        {
            throw files.Gone();
        }
    }

    private async Task SettleAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (files.Settle is null)
            {
                return; // by another process meanwhile
            }
            var mark = NameOf(await database.KeptAsync(Name, () => MakeAsync(ct), ct));
            if (!files.Has(mark) && (await SomeAsync(ct)).Count == 0)
            {
                // Nothing is stored yet, so nothing is elsewhere: a command with another folder may have come first.
                await files.PutMarkAsync(mark);
            }
            files.Mark = mark;
            files.Settle = null;
        }
        catch (BlobBackendException)
        {
            files.Mark = NameOf([]); // matches no folder
        }
        catch (Exception e) when (DatabaseFailure.Of(e) is not null)
        {
            // Unreachable, or a standby, which accepts no name: existing files are read, and nothing is written.
            files.Mark ??= NameOf([]);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<byte[]> MakeAsync(CancellationToken ct)
    {
        var some = await SomeAsync(ct);
        if (some.Count > 0 && !some.Exists(file => files.Exists(file.User, file.Digest)))
        {
            throw new BlobBackendException("The blob folder has not what the database says.");
        }
        _made ??= RandomNumberGenerator.GetBytes(Bytes);
        await files.PutMarkAsync(NameOf(_made));
        return _made;
    }

    /// <summary>Returns some of the files that rows name.</summary>
    private async Task<List<(UserId User, string Digest)>> SomeAsync(CancellationToken ct)
    {
        var some = new List<(UserId User, string Digest)>();
        foreach (var record in await database.ListUsersAsync(ct))
        {
            var user = new UserId(record.UserId);
            try
            {
                var digests = await database.ReadAsync(
                    user,
                    c => c.QueryAsync<string>("select digest from blobs where user_id = @user and location = 'file' limit 10"),
                    ct
                );
                some.AddRange(digests.Select(digest => (user, digest)));
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // The user is being erased.
            }
            if (some.Count >= MaxLookedFor)
            {
                break;
            }
        }
        return some;
    }

    private static string NameOf(byte[] mark) => ".store-" + Convert.ToHexStringLower(mark);
}
