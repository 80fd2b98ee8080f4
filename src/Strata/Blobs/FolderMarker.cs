using System.Security.Cryptography;
using Strata.Blobs.Backends;
using Strata.Database;

namespace Strata.Blobs;

/// <summary>
/// How the processes of a store on PostgreSQL know the blob folder that they share: by an empty file in it, whose name the database keeps.
/// One with another folder, or with nothing mounted there, takes it for a store that is away, and not for bytes that are lost. With the
/// embedded database the folder lies beside that; there, one that is no folder or can't be read is away (see
/// <see cref="FileBlobBackend"/>), and one that is not there where rows name files in it.
/// </summary>
internal sealed class FolderMarker(IDatabase database, FileBlobBackend files)
{
    private const string Name = "blob_folder";
    private const int Bytes = 8;

    /// <summary>So many files are looked for before a folder is held for another one: any of them may be lost.</summary>
    private const int MaxLookedFor = 100;

    private readonly SemaphoreSlim _turn = new(1);
    private byte[]? _made;

    /// <summary>
    /// Has the folder asked for its mark from now on. The first process of a store puts it there. Where that can't be settled yet, whoever
    /// needs the folder looks again: it may be mounted by then.
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

    /// <summary>Made with the first file, and never again: in an empty one the files would be missing, which are elsewhere.</summary>
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
                return; // by another, meanwhile
            }
            var mark = NameOf(await database.KeptAsync(Name, () => MakeAsync(ct), ct));
            if (!files.Has(mark) && (await SomeAsync(ct)).Count == 0)
            {
                // Nothing is stored yet, so nothing lies elsewhere: a command with another folder may have come first.
                await files.PutMarkAsync(mark);
            }
            files.Mark = mark;
            files.Settle = null;
        }
        catch (BlobBackendException)
        {
            files.Mark = NameOf([]); // in no folder
        }
        catch (Exception e) when (DatabaseFailure.Of(e) is not null)
        {
            // Away, or a standby, which takes no name: what is there is read, and nothing is written.
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

    /// <summary>Some of the files that rows name.</summary>
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
                // Being erased.
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
