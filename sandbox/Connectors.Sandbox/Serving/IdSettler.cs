using Connectors.Sandbox.Data;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Settles how the ids of all records look, before any record is made: records refer to each other in any direction.</summary>
internal sealed class IdSettler(ConnectorSpec spec, SourceSchemas schemas, World world, MeaningReader reader)
{
    /// <summary>Settles the ids of models, questions and tables.</summary>
    public void Settle()
    {
        foreach (var source in spec.Sources)
        {
            SettleIds(source);
        }

        SettleTables();
    }

    // What is read of the rows of tables must be known before any shape is made, since a table may list what a model reads.
    private void SettleTables()
    {
        foreach (var model in spec.Models.Where(m => m.Tables().Any()))
        {
            reader.Read(model, new MeaningTree(), new MeaningTree());
        }

        foreach (var table in schemas.Tables())
        {
            if ((schemas.HostOf(table)?.Name ?? reader.Listed.GetValueOrDefault(table.Source.Name)) is { } model)
            {
                world.Lists(table.Source.Name, model);
                continue;
            }

            var rows = world.Of(table.Source.Name);
            rows.Ids = IdScheme.For(schemas.At(schemas.ElementOf(table.Source), table.Key), Dice.Of(table.Source.Name));
            rows.Limit(rows.Ids.Capacity);
        }
    }

    private void SettleIds(SourceSpec source)
    {
        foreach (var feed in source.Feeds)
        {
            var records = world.Of(feed.Model);
            var element = schemas.ElementOf(source);
            if (feed.Each is { } each && schemas.At(each.Root == PathRoot.Detail ? schemas.DetailElementOf(source.Lookup!) : element, each) is { } list)
            {
                element = list.Items;
            }

            if (SourceSchemas.IdOf(schemas.ModelOf(feed.Model)) is { } id)
            {
                records.Ids = IdScheme.For(schemas.At(element, id), Dice.Of(feed.Each is null && schemas.HaveOneId(source.Name, feed.Model) ? source.Name : feed.Model));
                records.Limit(records.Ids.Capacity);
            }

            records.OwnPart = TwoParts.Own(schemas.ModelOf(feed.Model));
            if (MeaningReader.SwitchOf(schemas.ModelOf(feed.Model)) is { } choice)
            {
                SettleQuestions(records, choice, element);
            }
        }
    }

    private void SettleQuestions(Population records, ValueSpec.Switch choice, SchemaRef? element)
    {
        var listed = schemas.At(element, choice.Path)?.Enum ?? default;
        var words = listed.Count > 0 ? listed.ToList() : [.. choice.Cases.Select(c => c.Vendor).Distinct()];
        var types = words.Select(w =>
        {
            var value = choice.Cases.FirstOrDefault(c => c.Vendor == w)?.Value ?? choice.Otherwise;
            return new QuestionType(w, value?.Case ?? "", value is not null && OptionsOf(value) is not null);
        });
        records.Questions = new Questions(records, [.. types]);
        foreach (var (list, id) in choice.Cases.Select(c => OptionsOf(c.Value)).OfType<(VendorPath, VendorPath)>().Take(1))
        {
            var item = schemas.At(element, list)?.Items;
            records.Questions.OptionIds = IdScheme.For(schemas.At(item, id), Dice.Of(records.Model + ".options"));
        }
    }

    private static (VendorPath List, VendorPath Id)? OptionsOf(UnionValue value)
    {
        foreach (var each in value.Members.Select(m => m.Value).OfType<ValueSpec.Each>())
        {
            if (each.Item is ValueSpec.ObjectOf item && item.Members.FirstOrDefault(m => m.Name == "remote_id")?.Value is ValueSpec.From id)
            {
                return (each.Path, id.Path);
            }
        }

        return null;
    }
}
