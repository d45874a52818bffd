namespace Connectors.Server.SignIn;

/// <summary>Why somebody could not be signed in, as the address of the page says it.</summary>
internal static class SignInProblem
{
    public const string Token = "token";
    public const string NotInvited = "not-invited";
    public const string Provider = "provider";

    /// <summary>What people are told; null for what is no problem.</summary>
    public static string? Text(string? problem) => problem switch
    {
        Token => "This link was used before or has expired. Print another one.",
        NotInvited => "You are known to the provider, but you are not among those who may come in here.",
        Provider => "The provider did not sign you in. Try again; when it goes on, tell whoever runs this server.",
        _ => null,
    };
}
