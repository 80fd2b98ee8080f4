namespace Strata.Blobs;

/// <summary>Reads ranges of one content: the bytes of locators.</summary>
internal sealed class BlobReader : IDisposable
{
    private readonly FileStream? _file;
    private readonly byte[] _bytes = [];
    private readonly FramedReader? _frames;

    public BlobReader(FileStream file) => _file = file;

    public BlobReader(byte[] bytes, bool compressed) => (_bytes, _frames) = (bytes, compressed ? new FramedReader(bytes) : null);

    /// <summary>Returns the bytes of the range; fewer if the content ends before it.</summary>
    public byte[] Read(long start, long length)
    {
        if (_file is null)
        {
            return _frames is { } frames ? frames.Read(start, length)
                : start >= _bytes.Length ? []
                : _bytes.AsSpan((int)start, (int)Math.Min(length, _bytes.Length - start)).ToArray();
        }
        var buffer = new byte[length];
        var read = 0;
        while (read < buffer.Length && RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(read), start + read) is > 0 and var count)
        {
            read += count;
        }
        return read == buffer.Length ? buffer : buffer[..read];
    }

    public void Dispose() => _file?.Dispose();
}
