using System.Xml;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Elements of XML replies.</summary>
public sealed partial class PageSink
{
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
                KeepElement(reader, position);
                break;
            case [{ Xml.Within: null } only]:
                _context.Position = position;
                ReadElement(only, reader);
                break;
            default:
                _context.Position = position;
                ReadCopies(reader);
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
                AddCompleted(mapper, element.Key, () => map(copy, detail, _context));
            }
            else
            {
                ReadCopy(mapper, copy);
            }
        }
    }

    // What is wanted more than once is read from a copy, which each finds at its beginning.
    private void ReadCopies(XmlCursor reader)
    {
        var copy = reader.Recorded();
        var start = copy.Position;
        var fault = copy.Exchange(null);
        foreach (var mapper in _mappers)
        {
            copy.Return(start);
            copy.Exchange(fault);
            ReadCopy(mapper, copy);
        }

        copy.Exchange(null);
    }

    private void ReadCopy(RecordMapper mapper, XmlCursor copy)
    {
        if (mapper.Xml!.Within is { } within)
        {
            WalkElement(mapper, within, copy);
        }
        else
        {
            ReadElement(mapper, copy);
        }
    }

    private void KeepElement(XmlCursor reader, long position)
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
            SetNamelessAside();
        }
    }

    private void AddCompleted(RecordMapper mapper, RecordKey key, Func<UnifiedRecord?> map)
    {
        try
        {
            Add(mapper, map());
        }
        catch (RecordFaultException fault)
        {
            SetRecordAside(mapper, key, fault);
        }
    }

    private void ReadElement(RecordMapper mapper, XmlCursor element)
    {
        RecordKey? key = null;
        var depth = element.Depth;
        try
        {
            Add(mapper, mapper.Xml!.Map(element, _context, ref key));
        }
        catch (RecordFaultException fault)
        {
            // Nearly always it has been read to its end; not where a row of a table that one of its items asked for is at fault.
            element.GoToEnd(depth);
            SetRecordAside(mapper, key, fault);
        }
    }

    private void WalkElement(RecordMapper mapper, NestedXmlRecords within, XmlCursor element)
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
            SetRecordAside(mapper, null, fault);
        }
    }
}
