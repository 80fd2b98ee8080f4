using Strata.Blobs;
using Strata.Database;
using Strata.Documents.Programs;
using Strata.Operations;

namespace Strata.Rendering;

/// <summary>
/// Pictures of pages. Those of PDFs are drawn once and cached in a folder per user that may be emptied at any time. The cache has a limit over all users:
/// least recently used pictures go first.
/// </summary>
internal sealed class PageImages(IDatabase database, BlobStore blobs, string folder, long limit, TimeProvider time)
{
    public const long DefaultMaxBytes = 1024 * 1024 * 1024;

    private readonly FolderLimit _limit = new(limit);
    private const int Dpi = 110;

    /// <summary>Pictures that browsers show: their only page is the picture itself, whatever width is asked for.</summary>
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/webp", "image/gif"];
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly ProgramLimits Limits = new() { Time = TimeSpan.FromSeconds(60), Output = 1 << 20 };

    /// <param name="width">Of the picture, in pixels; one of <see cref="PictureWidth.Allowed"/>, or null for the page's own size.</param>
    public async Task<Download> PageAsync(UserId user, string documentId, int page, int? width, CancellationToken ct)
    {
        width = PictureWidth.Checked(width);
        var subject = await database.ReadAsync(user, c => RenderSubject.FindAsync(c, documentId), ct);
        var source = subject.Source;
        if (Shown.Contains(source.MediaType))
        {
            return page == 1
                ? new(source.MediaType, FileName: null, await blobs.OpenFileAsync(user, source.Digest, ct))
                {
                    ETag = source.Digest,
                    MaxAge = Year,
                    IsImmutable = true,
                }
                : throw new StrataException(ErrorCode.SourceNotFound, $"There is no page {page}: a picture is one page.");
        }
        if (source.MediaType != MediaTypes.Pdf)
        {
            throw new StrataException(
                ErrorCode.UnsupportedMediaType,
                $"Cannot render pages of {source.MediaType}, only of {MediaTypes.Pdf} and {string.Join(", ", Shown)}."
            );
        }
        var size = width is { } w ? string.Create(CultureInfo.InvariantCulture, $"w{w}") : Dpi.ToString(CultureInfo.InvariantCulture);
        var name = string.Create(CultureInfo.InvariantCulture, $"{source.Digest}-{page}-{size}.png");
        var path = Path.Combine(folder, user.Value, name);
        if (CachedFile.TryOpen(path, time) is { } drawn)
        {
            return Drawn(name, drawn, width);
        }
        await using var pdf = await blobs.OpenFileAsync(user, source.Digest, ct);
        await DrawAsync(pdf.Name, page, width, path, ct);
        await StayAsync(user, path, ct);
        var picture = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        _limit.Added(picture.Length, keep: name, () => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories));
        return Drawn(name, picture, width);
    }

    private static Download Drawn(string name, Stream picture, int? width) =>
        new("image/png", FileName: null, picture)
        {
            ETag = name,
            MaxAge = width is null ? TimeSpan.FromDays(1) : Year,
            IsImmutable = width is not null,
        };

    /// <summary>Removes the picture again if the user is being erased by now.</summary>
    private async Task StayAsync(UserId user, string path, CancellationToken ct)
    {
        try
        {
            await database.ReadAsync(user, c => c.QueryFirstOrDefaultAsync<long>("select user_no from users where user_id = @user"), ct);
        }
        catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
        {
            File.Delete(path);
            throw;
        }
    }

    private async Task DrawAsync(string pdf, int page, int? width, string path, CancellationToken ct)
    {
        using var work = new WorkFolder();
        var picture = work.File("page");
        var number = page.ToString(CultureInfo.InvariantCulture);
        var dpi = page < 1 || width is not { } asked ? Dpi : await DpiAsync(pdf, number, asked, work, ct);
        using var nothing = new MemoryStream();
        var end =
            page < 1
                ? null
                : await ProgramRunner.RunAsync(
                    ExternalProgram.PdfToPpm,
                    ["-r", dpi.ToString(CultureInfo.InvariantCulture), "-singlefile", "-png", "-f", number, "-l", number, pdf, picture],
                    work.Path,
                    nothing,
                    Limits,
                    ct
                );
        var drawn = picture + ".png";
        if (end is not { Ok: true } || !DrawnPage.IsThere(drawn))
        {
            throw new StrataException(
                ErrorCode.SourceNotFound,
                $"There is no page {page}: {end?.Stopped ?? end?.Complaint ?? "pages are numbered from 1"}"
            );
        }
        // Written completely or not at all: a reader must not find half a picture.
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        var whole = path + "." + Path.GetRandomFileName();
        File.Copy(drawn, whole);
        File.SetLastAccessTimeUtc(whole, time.GetUtcNow().UtcDateTime);
        File.Move(whole, path, overwrite: true);
    }

    /// <summary>Returns the resolution for a width; the usual one for a page that pdfinfo doesn't know.</summary>
    private static async Task<double> DpiAsync(string pdf, string page, int width, WorkFolder work, CancellationToken ct)
    {
        using var printed = new MemoryStream();
        var end = await ProgramRunner.RunAsync(ExternalProgram.PdfInfo, PictureWidth.Arguments(page, pdf), work.Path, printed, Limits, ct);
        return end.Ok ? PictureWidth.Dpi(Encoding.UTF8.GetString(printed.ToArray()), width) ?? Dpi : Dpi;
    }
}
