namespace Strata.Database;

/// <summary>The current row of a result, the same for both engines: integers are long, text is UTF-16, reals are double.</summary>
internal abstract class RowReader
{
    public abstract IReadOnlyList<string> Columns();

    public abstract bool IsNull(int column);

    public abstract long Integer(int column);

    public abstract double Real(int column);

    public abstract string Text(int column);

    public abstract byte[] Bytes(int column);

    /// <summary>Like <see cref="Bytes"/>, but valid only until the next row.</summary>
    public virtual ReadOnlySpan<byte> Span(int column) => Bytes(column);

    /// <summary>Returns the engine's own value: null, long, double, string or byte[].</summary>
    protected abstract object? Value(int column);

    public object?[] Values()
    {
        var values = new object?[Columns().Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(i);
        }
        return values;
    }

    public bool Flag(int column) => Integer(column) != 0;
}
