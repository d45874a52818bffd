using System.ServiceModel;
using System.Xml.Serialization;
using Connectors.Benchmarks.Mapping.Peers;
using Connectors.Benchmarks.Vendors;

namespace Connectors.Benchmarks.Soap;

/// <summary>The port of the WSDL as WCF has it, of what a read of jobs needs: written as dotnet-svcutil writes it.</summary>
[ServiceContract(Name = "CovetoPort", Namespace = CovetoReplies.Calls)]
[XmlSerializerFormat(SupportFaults = true)]
public interface ICovetoPort
{
    [OperationContract(Action = CovetoReplies.Calls + "/Anmelden", ReplyAction = "*")]
    Task<LogInReply> LogInAsync(LogInRequest request);

    [OperationContract(Action = CovetoReplies.Calls + "/HoleStellen", ReplyAction = "*")]
    Task<JobsReply> ListJobsAsync(JobsRequest request);
}

[MessageContract(IsWrapped = false)]
public sealed class LogInRequest
{
    [MessageBodyMember(Namespace = CovetoReplies.Calls)]
    public Anmelden Anmelden { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class LogInReply
{
    [MessageBodyMember(Namespace = CovetoReplies.Calls)]
    public AnmeldenAntwort AnmeldenAntwort { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class JobsRequest
{
    [MessageHeader(Namespace = CovetoReplies.Calls)]
    public Sitzung? Sitzung { get; set; }

    [MessageBodyMember(Namespace = CovetoReplies.Calls)]
    public HoleStellen HoleStellen { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class JobsReply
{
    [MessageBodyMember(Namespace = CovetoReplies.Calls)]
    public HoleStellenAntwort HoleStellenAntwort { get; set; } = new();
}

[XmlType(AnonymousType = true, Namespace = CovetoReplies.Calls)]
public sealed class Anmelden
{
    [XmlElement(Order = 0)]
    public string? Benutzer { get; set; }

    [XmlElement(Order = 1)]
    public string? Passwort { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoReplies.Calls)]
public sealed class AnmeldenAntwort
{
    [XmlElement(Order = 0)]
    public string? Token { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoReplies.Calls)]
public sealed class Sitzung
{
    [XmlElement(Order = 0)]
    public string? Token { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoReplies.Calls)]
public sealed class HoleStellen
{
    [XmlElement(Order = 0)]
    public int Seite { get; set; }

    [XmlElement(Order = 1)]
    public int ProSeite { get; set; }

    [XmlElement(Order = 3)]
    public bool MitArchiv { get; set; }
}
