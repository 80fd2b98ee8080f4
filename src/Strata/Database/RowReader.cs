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

    public bool Flag(int column) => Integer(column) != 0;
}
