using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Elements of JSON replies.</summary>
public sealed partial class PageSink
{
    /// <summary>Stands on the name of the element that is being read, where the elements are the values of an object.</summary>
    public Utf8JsonReader Key => _context.Key;

    /// <summary>Notes the name of the element that comes next, where the elements are the values of an object. The reader stands on it.</summary>
    public void Name(in Utf8JsonReader reader) => _context.Name = new JsonSlice(in reader).Name(in reader).ToArray();

    /// <summary>Reads one element with every mapper. The reader stands on the element's first token and is left on its last.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Element(ref Utf8JsonReader reader)
    {
        var position = Before + Elements++;
        if (_lookup)
        {
            KeepElement(ref reader, position);
            return;
        }

        _context.Position = position;

        // The last mapper reads on the reader itself; the ones before it, where there are any, read copies.
        for (var i = 0; i < _mappers.Count - 1; i++)
        {
            var copy = reader;
            ReadElement(_mappers[i], ref copy);
        }

        if (_mappers.Count > 0)
        {
            ReadElement(_mappers[^1], ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>Reads an element of <see cref="Pending"/> together with its detail.</summary>
    /// <param name="element">The element.</param>
    /// <param name="detail">The reply of the lookup; empty when it found nothing.</param>
    /// <exception cref="JsonException">The detail is not JSON.</exception>
    public void Complete(PendingElement element, ReadOnlySpan<byte> detail)
    {
        (_context.Position, _context.Name) = (element.Position, element.Name);
        foreach (var mapper in _mappers)
        {
            if (mapper.Within is { InDetail: true } within)
            {
                WalkDetail(mapper, within, element, detail);
                continue;
            }

            if (mapper.MapWithDetail is not { } map)
            {
                var reader = new Utf8JsonReader(element.Json.Span);
                reader.Read();
                ReadElement(mapper, ref reader);
                continue;
            }

            try
            {
                Add(mapper, map(element.Json.Span, detail, _context));
            }
            catch (RecordFaultException fault)
            {
                SetRecordAside(mapper, element.Key, fault);
            }
            catch (InvalidOperationException)
            {
                SetRecordAside(mapper, element.Key, JsonFault.NotUnicode("."));
            }
        }
    }

    /// <summary>Sets an element aside for every mapper, for what its format could not make whole.</summary>
    /// <param name="json">What there is of the element, for its id; empty for nothing.</param>
    /// <param name="path">Where in it something is wrong.</param>
    /// <param name="reason">What.</param>
    internal void SetElementAside(ReadOnlySpan<byte> json, string path, string reason)
    {
        Elements++;
        var fault = new RecordFaultException(path, reason);
        foreach (var mapper in _mappers)
        {
            if (json.IsEmpty)
            {
                SetRecordAside(mapper, null, fault);
            }
            else
            {
                IdentifyAndSetAside(mapper, json, default, fault);
            }
        }
    }

    /// <summary>
    /// Leaves an element of <see cref="Pending"/> as it is stored; records nested in it are read, because they need no detail. False, and nothing is
    /// done, where a record of it is not stored or has no id, and where records are nested in the detail: which ones, only the detail says.
    /// </summary>
    internal bool LeaveUnchanged(PendingElement element, Func<RecordName, bool> isStored)
    {
        if (_mappers.Any(static m => m.Within is { InDetail: true }))
        {
            return false;
        }

        var names = new List<RecordName>();
        foreach (var mapper in _mappers.Where(m => m.Within is null))
        {
            var reader = new Utf8JsonReader(element.Json.Span);
            reader.Read();
            if (KeyOf(mapper.Identify!, reader) is not { } key || !isStored(new RecordName(mapper.Model, key)))
            {
                return false;
            }

            names.Add(new RecordName(mapper.Model, key));
        }

        Unchanged.AddRange(names);
        foreach (var mapper in _mappers.Where(m => m.Within is not null))
        {
            var reader = new Utf8JsonReader(element.Json.Span);
            reader.Read();
            ReadElement(mapper, ref reader);
        }

        return true;
    }

    private void ReadElement(RecordMapper mapper, ref Utf8JsonReader element)
    {
        // Where the element began is all that must be remembered: a copy of the reader would cost every record what only a faulty one needs.
        var start = new JsonSlice(in element);
        var (token, depth) = (element.TokenType, element.CurrentDepth);
        try
        {
            if (mapper.Within is { } within)
            {
                WalkElement(mapper, within, ref element);
            }
            else
            {
                Add(mapper, mapper.Map!(ref element, _context));
            }
        }
        catch (RecordFaultException fault)
        {
            GoToEnd(ref element, token, depth);
            IdentifyAndSetAside(mapper, start.To(in element), element.CurrentState.Options, fault);
        }
        catch (InvalidOperationException)
        {
            // A reader says so when an escape or a byte sequence is no Unicode; a name can be such, not only a text.
            GoToEnd(ref element, token, depth);
            IdentifyAndSetAside(mapper, start.To(in element), element.CurrentState.Options, JsonFault.NotUnicode("."));
        }
    }

    // From wherever a mapper gave up to the element's last token.
    private static void GoToEnd(ref Utf8JsonReader element, JsonTokenType first, int depth)
    {
        if (first is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        while (element.CurrentDepth > depth || element.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            element.Read();
        }
    }

    private void IdentifyAndSetAside(RecordMapper mapper, ReadOnlySpan<byte> json, JsonReaderOptions options, RecordFaultException fault)
    {
        RecordKey? key = null;
        if (mapper.Within is null)
        {
            var element = new Utf8JsonReader(json, options);
            element.Read();
            key = KeyOf(mapper.Identify!, element);
        }

        SetRecordAside(mapper, key, fault);
    }

    private void WalkElement(RecordMapper mapper, NestedRecords within, ref Utf8JsonReader element)
    {
        if (KeyOf(within.IdentifyParent, element) is not { } parent)
        {
            throw JsonFault.Missing("parent.remote_id");
        }

        WalkChildren(mapper, within, parent, ref element);
    }

    private void WalkChildren(RecordMapper mapper, NestedRecords within, RecordKey parent, ref Utf8JsonReader element)
    {
        // The records' own mapper reads them where they stand, as children of the element.
        var own = new RecordMapper { Model = mapper.Model, Map = mapper.Map, Identify = mapper.Identify };
        within.Walk(ref element, new PageSink([own], _context.ForParent(parent.First), lookup: false, this));
    }

    // What a detail holds that is not there is nothing: no record of it, and no fault.
    private void WalkDetail(RecordMapper mapper, NestedRecords within, PendingElement element, ReadOnlySpan<byte> detail)
    {
        if (detail.IsEmpty)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(detail);
            reader.Read();
            WalkChildren(mapper, within, element.Key, ref reader);
        }
        catch (RecordFaultException fault)
        {
            SetRecordAside(mapper, null, fault);
        }
        catch (InvalidOperationException)
        {
            SetRecordAside(mapper, null, JsonFault.NotUnicode("detail"));
        }
    }

    private void KeepElement(ref Utf8JsonReader element, long position)
    {
        var start = element;
        var slice = new JsonSlice(in element);
        element.Skip();
        if (_mappers.Count == 0)
        {
            return;
        }

        if (KeyOf(_mappers[0].Within?.IdentifyParent ?? _mappers[0].Identify!, start) is { } key)
        {
            Pending.Add(new PendingElement(key, slice.To(in element).ToArray()) { Position = position, Name = _context.Name });
        }
        else
        {
            SetNamelessAside();
        }
    }

    private RecordKey? KeyOf(IdentifyRecord identify, Utf8JsonReader element)
    {
        try
        {
            return identify(ref element, _context);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
