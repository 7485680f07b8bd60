from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0002_alter_publication_kind'),
    ]

    operations = [
        migrations.AlterField(
            model_name='publication',
            name='kind',
            field=models.CharField(choices=[('plan', 'Plan'), ('chain', 'Målkedja'), ('measures', 'Indikatorer'), ('report', 'Rapport'), ('theme', 'Temauppföljning')], max_length=20),
        ),
    ]
