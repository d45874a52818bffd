using System.Security.Cryptography;
using System.Text;
using Connectors.Runtime.Requests;

namespace Connectors.Ats;

public sealed partial class SignedRequestConnector
{
    internal static partial void SignAcme(RequestToSign request)
    {
        var time = request.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var text = $"{request.Method}\n{request.Address.PathAndQuery}\n{time}\n{Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))}";
        request.SetHeader("X-Time", time);
        request.SetHeader("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(request.Connection["key"]), Encoding.UTF8.GetBytes(text))));
    }
}
