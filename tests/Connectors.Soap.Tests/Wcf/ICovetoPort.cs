using System.ServiceModel;

namespace Connectors.Soap.Tests.Wcf;

/// <summary>The port of the WSDL as WCF has it: written by hand from the WSDL, without a look at anything of ours.</summary>
[ServiceContract(Name = "CovetoPort", Namespace = CovetoVendor.Calls)]
[XmlSerializerFormat(SupportFaults = true)]
public interface ICovetoPort
{
    [OperationContract(Action = CovetoVendor.Calls + "/Anmelden", ReplyAction = "*")]
    [FaultContract(typeof(CovetoFehler), Name = "CovetoFehler", Namespace = CovetoVendor.Calls)]
    Task<LogInReply> LogInAsync(LogInRequest request);

    [OperationContract(Action = CovetoVendor.Calls + "/HoleStellen", ReplyAction = "*")]
    [FaultContract(typeof(CovetoFehler), Name = "CovetoFehler", Namespace = CovetoVendor.Calls)]
    Task<JobsReply> ListJobsAsync(JobsRequest request);

    [OperationContract(Action = CovetoVendor.Calls + "/HoleBewerber", ReplyAction = "*")]
    [FaultContract(typeof(CovetoFehler), Name = "CovetoFehler", Namespace = CovetoVendor.Calls)]
    Task<ApplicantsReply> ListApplicantsAsync(ApplicantsRequest request);

    [OperationContract(Action = CovetoVendor.Calls + "/HoleBewerbungen", ReplyAction = "*")]
    [FaultContract(typeof(CovetoFehler), Name = "CovetoFehler", Namespace = CovetoVendor.Calls)]
    Task<ApplicationsReply> ListApplicationsAsync(ApplicationsRequest request);

    [OperationContract(Action = CovetoVendor.Calls + "/HoleFragen", ReplyAction = "*")]
    [FaultContract(typeof(CovetoFehler), Name = "CovetoFehler", Namespace = CovetoVendor.Calls)]
    Task<QuestionsReply> ListQuestionsAsync(QuestionsRequest request);
}

[MessageContract(IsWrapped = false)]
public sealed class LogInRequest
{
    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public Anmelden Anmelden { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class LogInReply
{
    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public AnmeldenAntwort AnmeldenAntwort { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class JobsRequest
{
    [MessageHeader(Namespace = CovetoVendor.Calls)]
    public Sitzung? Sitzung { get; set; }

    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleStellen HoleStellen { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class JobsReply
{
    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleStellenAntwort HoleStellenAntwort { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class ApplicantsRequest
{
    [MessageHeader(Namespace = CovetoVendor.Calls)]
    public Sitzung? Sitzung { get; set; }

    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleBewerber HoleBewerber { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class ApplicantsReply
{
    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleBewerberAntwort HoleBewerberAntwort { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class ApplicationsRequest
{
    [MessageHeader(Namespace = CovetoVendor.Calls)]
    public Sitzung? Sitzung { get; set; }

    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleBewerbungen HoleBewerbungen { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class ApplicationsReply
{
    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleBewerbungenAntwort HoleBewerbungenAntwort { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class QuestionsRequest
{
    [MessageHeader(Namespace = CovetoVendor.Calls)]
    public Sitzung? Sitzung { get; set; }

    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleFragen HoleFragen { get; set; } = new();
}

[MessageContract(IsWrapped = false)]
public sealed class QuestionsReply
{
    [MessageBodyMember(Namespace = CovetoVendor.Calls)]
    public HoleFragenAntwort HoleFragenAntwort { get; set; } = new();
}
