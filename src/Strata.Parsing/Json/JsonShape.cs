namespace Strata.Parsing.Json;

/// <summary>Property of the top-level object.</summary>
/// <param name="Start">Offset of the name's opening quote.</param>
/// <param name="Value">Range of the value.</param>
/// <param name="Elements">Number of elements if the value is a non-empty array of objects; else 0.</param>
/// <param name="Line">Line of the value's first byte.</param>
/// <param name="IsIdentified">Whether the first element has an id or an address of its own.</param>
internal sealed record TopProperty(string Name, long Start, ByteRange Value, long Elements, long Line, bool IsIdentified);

/// <summary>Where and why reading the object failed.</summary>
internal sealed record ShapeFailure(long Line, long Offset, string Reason);

/// <summary>
/// First pass over a top-level object: finds its properties, and which hold records. Streams; keeps one small record per property.
/// </summary>
internal sealed class JsonShape
{
    private readonly List<TopProperty> _properties = [];

    /// <summary>The object's properties in order, as far as it could be read.</summary>
    public IReadOnlyList<TopProperty> Properties => _properties;

    /// <summary>Why the object was not read to its end; null if it was.</summary>
    public ShapeFailure? Failure { get; private set; }

    /// <summary>Offset after the closing brace, if there is no failure.</summary>
    public long End { get; private set; }

    /// <summary>Line of <see cref="End"/>.</summary>
    public long EndLine { get; private set; }

    public static JsonShape Of(Stream source, long offset, ParseBudget budget)
    {
        var shape = new JsonShape();
        shape.Scan(new SourceWindow(source, offset, budget.MaxBlockBytes), budget);
        return shape;
    }

    private void Scan(SourceWindow window, ParseBudget budget)
    {
        var state = new JsonReaderState(new() { MaxDepth = budget.MaxDepth });
        var line = 1L;
        var open = new Open();
        while (Failure is null)
        {
            var unread = window.Unread;
            var reader = new Utf8JsonReader(unread, window.AtEnd, state);
            var counted = 0;
            try
            {
                while (reader.Read())
                {
                    if (reader.CurrentDepth == 1 || open.IsBeforeValue)
                    {
                        line += unread[counted..(int)reader.TokenStartIndex].Count((byte)'\n');
                        counted = (int)reader.TokenStartIndex;
                    }
                    if (See(ref reader, window.Position, line, open, budget))
                    {
                        (End, EndLine) = (
                            window.Position + reader.BytesConsumed,
                            line + unread[counted..(int)reader.BytesConsumed].Count((byte)'\n')
                        );
                        return;
                    }
                }
            }
            catch (JsonException e)
            {
                // Elements before the error are still records.
                _properties.AddRange(open.Records(window.Position + reader.BytesConsumed));
                line += unread[counted..(int)reader.BytesConsumed].Count((byte)'\n');
                var reason = JsonProblem.Of(e, unread, budget).Reason;
                Failure = new(line, window.Position + reader.BytesConsumed, reason);
                return;
            }
            line += unread[counted..(int)reader.BytesConsumed].Count((byte)'\n');
            state = reader.CurrentState;
            window.Advance((int)reader.BytesConsumed);
            if (!window.Fill() && window.IsFull)
            {
                Failure = new(line, window.Position, $"a value is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes)");
            }
        }
    }

    /// <summary>Processes a token; returns whether reading ends.</summary>
    private bool See(ref Utf8JsonReader reader, long position, long line, Open open, ParseBudget budget)
    {
        var depth = reader.CurrentDepth;
        var token = reader.TokenType;
        if (depth == 1 && token == JsonTokenType.PropertyName)
        {
            open.Begin(JsonEscapes.Unescape(reader.ValueSpan), position + reader.TokenStartIndex);
            return false;
        }
        if (depth == 0)
        {
            return token == JsonTokenType.EndObject;
        }
        open.See(token, depth, position + reader.TokenStartIndex, line);
        if (depth == 3 && token == JsonTokenType.PropertyName && open.IsInFirst)
        {
            open.Name(JsonEscapes.Unescape(reader.ValueSpan));
        }
        if (depth == 1 && token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            _properties.Add(open.Property(position + reader.BytesConsumed));
            if (_properties.Count > budget.MaxFields)
            {
                Failure = new(
                    line,
                    position + reader.TokenStartIndex,
                    $"the object has more than {budget.MaxFields} properties (MaxFields)"
                );
                return true;
            }
        }
        return false;
    }

    /// <summary>Property being read.</summary>
    private sealed class Open
    {
        private string _name = "";
        private long _start;
        private long _value;
        private long _line;
        private bool _isArray;
        private bool _hasOthers;
        private bool _isIdentified;
        private long _objects;

        public bool IsBeforeValue { get; private set; }

        /// <summary>Whether the first object of an array is being read.</summary>
        public bool IsInFirst => _isArray && _objects == 1;

        public void Begin(string name, long start)
        {
            (_name, _start, IsBeforeValue) = (name, start, true);
            (_objects, _hasOthers, _isArray, _isIdentified) = (0, false, false, false);
        }

        /// <summary>Notes a name in the first object.</summary>
        public void Name(string name) => _isIdentified |= Envelope.IdentifiesElement(name);

        public void See(JsonTokenType token, int depth, long at, long line)
        {
            if (IsBeforeValue)
            {
                (_value, _line, IsBeforeValue) = (at, line, false);
                _isArray = token == JsonTokenType.StartArray;
            }
            else if (depth == 2 && _isArray && token == JsonTokenType.StartObject)
            {
                _objects++;
            }
            else if (depth == 2 && _isArray && token is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                _hasOthers = true;
            }
        }

        public TopProperty Property(long end) =>
            new(_name, _start, new(_value, end - _value), _hasOthers ? 0 : _objects, _line, _isIdentified);

        public TopProperty[] Records(long end) => IsBeforeValue || !_isArray || _objects == 0 ? [] : [Property(end)];
    }
}
