using System.Xml;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Elements of XML replies.</summary>
public sealed partial class PageSink
{
    /// <summary>
    /// Called after an element when <see cref="Records"/>, <see cref="SetAside"/> and <see cref="Pending"/> hold <see cref="Full"/> or more together, to take them out: a reply may be larger than memory.
    /// Null to keep all until the reply has been read. An exception it throws ends the reading.
    /// </summary>
    public Action<PageSink>? OnFull { get; init; }

    /// <summary>At how many records <see cref="OnFull"/> is called.</summary>
    public int Full { get; init; } = 500;

    /// <summary>Reads one element with every mapper. The cursor stands on the element's start tag and is left on its last node.</summary>
    /// <exception cref="XmlException">The text is not XML.</exception>
    public void Element(XmlCursor reader)
    {
        var position = Before + Elements++;
        var page = reader.Exchange(null);
        switch (_mappers)
        {
            case []:
                reader.Skip();
                break;
            case var _ when _lookup:
                Keep(reader, position);
                break;
            case [{ Xml.Within: null } only]:
                _context.Position = position;
                Read(only, reader);
                break;
            default:
                _context.Position = position;
                Copied(reader);
                break;
        }

        reader.Exchange(page);
        if (OnFull is { } full && Records.Count + SetAside.Count + Pending.Count >= Full)
        {
            full(this);
        }
    }

    /// <summary>Reads an element of <see cref="Pending"/> together with its detail.</summary>
    /// <param name="element">The element.</param>
    /// <param name="detail">Stands on the element in the reply of the lookup, on a copy; null when the lookup found nothing.</param>
    public void CompleteXml(PendingElement element, XmlCursor? detail)
    {
        _context.Position = element.Position;
        var copy = element.Xml!;
        var (start, fault) = (copy.Position, copy.Exchange(null));
        var (detailStart, detailFault) = (detail?.Position ?? 0, detail?.Exchange(null));
        foreach (var mapper in _mappers)
        {
            copy.Return(start);
            copy.Exchange(fault);
            detail?.Return(detailStart);
            detail?.Exchange(detailFault);
            if (mapper.Xml!.MapWithDetail is { } map)
            {
                Read(mapper, element.Key, () => map(copy, detail, _context));
            }
            else
            {
                Copied(mapper, copy);
            }
        }
    }

    // What is wanted more than once is read from a copy, which each finds at its beginning.
    private void Copied(XmlCursor reader)
    {
        var copy = reader.Recorded();
        var start = copy.Position;
        var fault = copy.Exchange(null);
        foreach (var mapper in _mappers)
        {
            copy.Return(start);
            copy.Exchange(fault);
            Copied(mapper, copy);
        }

        copy.Exchange(null);
    }

    private void Copied(RecordMapper mapper, XmlCursor copy)
    {
        if (mapper.Xml!.Within is { } within)
        {
            Walk(mapper, within, copy);
        }
        else
        {
            Read(mapper, copy);
        }
    }

    private void Keep(XmlCursor reader, long position)
    {
        var element = reader.Kept();
        var start = element.Position;
        var fault = element.Exchange(null);
        var first = _mappers[0].Xml!;
        var key = (first.Within?.IdentifyParent ?? first.Identify!)(element, _context);
        element.Return(start);
        element.Exchange(fault);
        if (key is { } known)
        {
            Pending.Add(new PendingElement(known, default) { Xml = element, Position = position });
        }
        else
        {
            Nameless();
        }
    }

    private void Read(RecordMapper mapper, RecordKey key, Func<UnifiedRecord?> map)
    {
        try
        {
            Put(mapper, map());
        }
        catch (RecordFaultException fault)
        {
            SetAside.Add(new SetAside(mapper.Model, key, fault.Path, fault.Reason));
        }
    }

    private void Read(RecordMapper mapper, XmlCursor element)
    {
        RecordKey? key = null;
        var depth = element.Depth;
        try
        {
            Put(mapper, mapper.Xml!.Map(element, _context, ref key));
        }
        catch (RecordFaultException fault)
        {
            // Nearly always it has been read to its end; not where a row of a table that one of its items asked for is at fault.
            element.GoToEnd(depth);
            SetAside.Add(new SetAside(mapper.Model, key, fault.Path, fault.Reason));
        }
    }

    private void Walk(RecordMapper mapper, NestedXmlRecords within, XmlCursor element)
    {
        var start = element.Position;
        var parent = within.IdentifyParent(element, _context);
        element.Return(start);
        try
        {
            element.ThrowFault();
            if (parent is not { } key)
            {
                throw XmlFault.Missing("parent.remote_id");
            }

            // The records' own mapper reads them where they stand, as children of the element.
            var own = new RecordMapper { Model = mapper.Model, Xml = new XmlMapper(mapper.Xml!.Map) };
            within.Walk(element, new PageSink([own], _context.ForParent(key.First), lookup: false, this));
            element.ThrowFault();
        }
        catch (RecordFaultException fault)
        {
            SetAside.Add(new SetAside(mapper.Model, null, fault.Path, fault.Reason));
        }
    }
}
