using Connectors.Server.Pages;

namespace Connectors.Server.Connect;

/// <summary>The only script there is: it talks to the page that shows the connect page in a frame.</summary>
internal static class ConnectScript
{
    /// <summary>Where it is.</summary>
    public const string Path = "/assets/connect.js";

    private static readonly Asset Script = new("connect.js", "text/javascript; charset=utf-8");

    /// <summary>Answers with it.</summary>
    public static Task AnswerAsync(HttpContext context) => Script.AnswerAsync(context);
}
